"""Imports: what is in a file, what comes along, what does not."""
