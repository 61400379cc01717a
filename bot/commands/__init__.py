"""What a person can ask for: one file a group of commands, all of them in the table COMMANDS."""
