"""Sentences for people, made in one place, for the window and the command line alike.

Both must say the same about the same thing, in the reader's language, and the command line loads no Qt. So
this layer stands on the domain alone: it turns errors, endings, reasons and times into words, and nothing
else does.
"""
