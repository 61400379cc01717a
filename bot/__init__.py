"""People, time, storage and the network: from a feed to a warning in a chat."""
