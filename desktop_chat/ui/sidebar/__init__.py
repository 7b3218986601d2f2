"""The list of conversations, and the search through all of them."""
