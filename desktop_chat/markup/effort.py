"""Which texts nobody reads as Markdown at once: what they would cost holds up whoever asked for them.

What is long, has lines or tables that no page holds, or begins something new thousands of times, is shown as it stands
until its reader wants it otherwise.
"""

import re
from functools import lru_cache

LONG = 200_000
"""Characters."""
_LONGEST_LINE = 20_000
_MOST_LINES = 20_000
_MOST_BEGINNINGS = 2000
_MOST_COLUMNS = 60
_BEGINS = re.compile(r"^[ \t]*(?:[#>|=+*-]|\d{1,9}[.)]|```|~~~|\$\$|\\\[|\[)", re.MULTILINE)
"""What a line begins with that may begin a block."""


@lru_cache(maxsize=256)
def is_too_much(text: str) -> bool:
    """Whether to read `text` as Markdown, or to set what comes of that, takes longer than somebody waits."""
    if len(text) > LONG or text.count("\n") + text.count("\r") > _MOST_LINES:
        return True
    if any(len(line) > _LONGEST_LINE or line.count("|") > _MOST_COLUMNS for line in text.split("\n")):
        return True
    return sum(1 for _ in _BEGINS.finditer(text)) > _MOST_BEGINNINGS
