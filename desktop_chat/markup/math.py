"""A formula as a drawing, or nothing where its source says more.

What models write is TeX, mostly. A formula that is broken, or uses what is not known here, is shown as it was written
(`math_source.legible` helps): a wrong formula is worse than an unset one. So this refuses rather than guesses, and it
bounds what it tries, because setting a formula takes 10 ms and there is no way to interrupt it.
"""

from __future__ import annotations

import re
import sys
import warnings
from functools import lru_cache
from types import ModuleType

from desktop_chat.markup.math_parts import Drawing

_MAX_LENGTH = 2_000
_MAX_DEPTH = 12
_MARK = re.compile(r"\\(?:[A-Za-z]+|.)|[{}]", re.DOTALL)
_OPENING = {"{", r"\left", r"\begin"}
_CLOSING = {"}", r"\right", r"\end"}


def draw(tex: str, size: float, display: bool) -> Drawing | None:
    """`tex`, without its dollar signs, for letters of `size` pixels. None: show the source.

    `display` puts limits above and below and gives fractions their full size, as for a formula on a line of its own.
    """
    if not tex.strip() or len(tex) > _MAX_LENGTH or not _is_balanced(tex):
        return None
    return _drawn(tex.strip(), size, display)


@lru_cache(maxsize=512)
def _drawn(tex: str, size: float, display: bool) -> Drawing | None:
    with warnings.catch_warnings():
        # ziamath finds its font in a way that Python 3.11 alone calls deprecated.
        warnings.filterwarnings("ignore", "path is deprecated", DeprecationWarning)
        _leave_out_escapes()
        from desktop_chat.markup import math_layout

    try:
        return math_layout.laid_out(tex, size, display)
    except math_layout.FAULTS:
        return None


def _leave_out_escapes() -> None:
    """ziamath compiles one expression of two thousand names for MathML that is written out, which takes a third of the
    time of the first formula. Here MathML comes as elements, and has none of them.
    """
    stand_in = ModuleType("ziamath.escapes")
    vars(stand_in)["unescape"] = str
    sys.modules.setdefault(stand_in.__name__, stand_in)


def _is_balanced(tex: str) -> bool:
    """Whether all that opens is closed, not too deep: what the converter mends in silence was not meant so."""
    depth = 0
    for mark in _MARK.findall(tex):
        depth += (mark in _OPENING) - (mark in _CLOSING)
        if not 0 <= depth <= _MAX_DEPTH:
            return False
    return depth == 0
