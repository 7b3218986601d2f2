"""Every screen and state of the window: as pictures for a person's eyes, and as what tests walk through."""
