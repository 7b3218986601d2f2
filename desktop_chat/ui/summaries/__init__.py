"""The forms in which a summary is asked for, and in which it is written."""
