"""Conversations as files: readable Markdown and lossless JSON."""
