"""The verbs: send, stop, rename, export. Speaks QtCore only; announces what happened, one writer per noun."""
