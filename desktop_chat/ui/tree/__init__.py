"""The branches of a conversation, all at once."""
