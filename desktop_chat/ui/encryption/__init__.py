"""Encrypted conversations: how they become so, and how they are opened."""
