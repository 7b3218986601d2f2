"""Dialogs in which a person says how the program should be."""
