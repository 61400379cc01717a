"""The picture of where something happened, drawn without any network."""
