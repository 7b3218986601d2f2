"""The next request laid open: what it carries and why, its exact bytes, and the rules behind it."""
