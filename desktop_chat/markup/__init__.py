"""Text as blocks: incremental Markdown, its inline pieces, and the colours of code. Knows no window and no other layer."""
