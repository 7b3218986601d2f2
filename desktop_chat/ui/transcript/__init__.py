"""The transcript: one column of text on paper, painted block by block."""
