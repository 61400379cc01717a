"""Rules over an extraction: what happened, how severe, and why it is news. Never imports bot."""
