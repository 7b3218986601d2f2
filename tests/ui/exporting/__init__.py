"""Tests of what is exported from the window."""
