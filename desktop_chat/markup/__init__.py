"""Text as blocks: incremental Markdown, its inline pieces, the colours of code, formulas. Knows no window."""
