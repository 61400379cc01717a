"""Reading what the world publishes: formats, politeness, safety."""
