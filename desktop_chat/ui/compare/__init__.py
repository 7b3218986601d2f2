"""Replies to one question, side by side."""
