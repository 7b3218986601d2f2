"""Nouns and rules: what a conversation is, what a request carries, how a reply can end. Standard library only."""
