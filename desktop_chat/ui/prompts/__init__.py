"""Texts kept to be used again: choosing one, what is asked for it, and the window that keeps them."""
