"""Rules of a house. Each module is a rule; its id is `house-rules/` and its name."""
