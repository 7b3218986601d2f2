"""A window for talking with language models; everything stays on the disk of the person who uses it."""

__version__ = "0.1.0"
