"""A tool tip shows words, whoever wrote them.

Qt takes for HTML what looks like HTML, and then opens the pictures that it names: files, and on Windows those of other
machines. The title of an imported conversation, the name of a model, the words of a server may look like anything.
"""

from __future__ import annotations


def plain_tip(words: str) -> str:
    """A tool tip that says just these words."""
    if "<" not in words and "&" not in words:
        return words
    written = words.replace("&", "&amp;").replace("<", "&lt;")
    return f'<p style="white-space: pre-wrap">{written}</p>'
