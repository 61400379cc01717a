"""Text in, places out. Knows nothing of rules, people or the network."""
