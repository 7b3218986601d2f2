"""The signs that say what is looked for; without one it is a conversation."""

from __future__ import annotations

COMMANDS, MODELS, FOLDERS, HELP = ">", "@", "#", "?"
# The same keys as an input method for Chinese writes them.
_FULL_WIDTH = {"＞": COMMANDS, "》": COMMANDS, "＠": MODELS, "＃": FOLDERS, "？": HELP}
_SIGNS = frozenset({COMMANDS, MODELS, FOLDERS, HELP})


def parted(text: str) -> tuple[str, str]:
    """The sign that `text` begins with, "" for none, and what is typed behind it."""
    text = text.lstrip()
    sign = _FULL_WIDTH.get(text[:1], text[:1])
    return (sign, text[1:]) if sign in _SIGNS else ("", text)
