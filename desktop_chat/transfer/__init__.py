"""Conversations as files: exports now, imports of other programs' files later."""
