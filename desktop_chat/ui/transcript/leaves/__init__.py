"""How each kind of block is set and painted, one kind per file."""
