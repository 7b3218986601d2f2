"""Taking conversations out: what, how, where to."""
