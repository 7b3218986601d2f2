"""Folders of conversations, named by their path: "Work", or "Work/Letters" for one inside another. No deeper."""

import re
from collections.abc import Iterable

from desktop_chat.domain.text import clean, first_line

SEPARATOR = "/"
LONGEST_NAME = 60
_DEEPEST = 2
_BLANKS = re.compile(r"\s+")


def folder_named(path: str) -> str | None:
    """`path` as it is kept: clean names, two at most; None where nothing of a name is left."""
    names = (_BLANKS.sub(" ", first_line(clean(part), LONGEST_NAME)).strip() for part in path.split(SEPARATOR))
    kept = [name for name in names if name][:_DEEPEST]
    return SEPARATOR.join(kept) or None


def parent_of(path: str) -> str | None:
    """The folder in which this one lies; None for one that lies in none."""
    return path.rpartition(SEPARATOR)[0] or None


def name_of(path: str) -> str:
    """What the folder is called, without where it lies."""
    return path.rpartition(SEPARATOR)[2]


def lies_in(path: str | None, folder: str) -> bool:
    """Whether `path` is `folder` or lies in it."""
    return path is not None and (path == folder or path.startswith(folder + SEPARATOR))


def moved(path: str, old: str, new: str | None) -> str | None:
    """Where `path`, which lies in `old`, lies once `old` is `new`. None for `new`: `old` is no more and what it held
    lies where it lay.
    """
    rest = path[len(old) :].removeprefix(SEPARATOR)
    above = parent_of(old) if new is None else new
    return folder_named(SEPARATOR.join(part for part in (above, rest) if part))


def with_parents(paths: Iterable[str]) -> tuple[str, ...]:
    """These folders and those in which they lie, each once, each before what lies in it."""
    every = {above for path in paths for above in (path, parent_of(path)) if above}
    return tuple(sorted(every, key=_order))


def _order(path: str) -> tuple[tuple[str, str], ...]:
    return tuple((name.casefold(), name) for name in path.split(SEPARATOR))
