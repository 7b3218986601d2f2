"""The map of all keys: what is on it, and how keys become others."""
