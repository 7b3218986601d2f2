"""One field from which everything can be reached: conversations, commands, models, folders."""
