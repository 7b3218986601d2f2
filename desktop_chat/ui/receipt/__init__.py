"""What was sent for a reply and what came back: a window to read, repeat and compare."""
