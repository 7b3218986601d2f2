"""Our own archives, read conversation by conversation, however many there are.

What an archive of another version holds besides is ignored, and what it lacks is as if it were unset. One of a version
that is not known yet may mean something else by the same names and is refused.
"""

from collections.abc import Iterator
from typing import Any

from desktop_chat.domain.errors import ArchiveTooNew
from desktop_chat.domain.text import first_line
from desktop_chat.transfer.archive import SCHEMA, VERSION
from desktop_chat.transfer.elements import Place, Seekable, Wish, elements
from desktop_chat.transfer.intake import Read, Skipped, SkipReason
from desktop_chat.transfer.reading_chats import chat_in
from desktop_chat.transfer.reading_parts import Fetch, nothing_beside

LARGEST = 512 * 1024 * 1024
"""Characters of one conversation, the files in it included."""

_CONVERSATIONS = "conversations"
_HEAD: dict[str, Any] = {"schema": SCHEMA, "version": VERSION}
_TITLE_LENGTH = 200


def read_archive(file: Seekable, where: str, fetch: Fetch = nothing_beside) -> Iterator[Read]:
    """What is in `file`, which can be sought in; `where` names it. `fetch` reads what lies beside it.

    Raises `ArchiveTooNew` before anything is yielded.
    """
    if not _is_known(file, where):
        yield Skipped(where, SkipReason.BROKEN)
        return
    for element in elements(file, _wish_for_conversations, LARGEST):
        number = element.place[1] + 1 if len(element.place) > 1 and isinstance(element.place[1], int) else None
        if element.problem is not None:
            yield Skipped(where, element.problem, number)
        elif number is not None:
            yield chat_in(element.value, fetch) or Skipped(where, SkipReason.BROKEN, number, _title(element.value))


def _wish_for_conversations(place: Place) -> Wish:
    if place in {(), (_CONVERSATIONS,)}:
        return Wish.ENTER
    return Wish.KEEP if place[0] == _CONVERSATIONS else Wish.PASS


def _wish_for_head(place: Place) -> Wish:
    if not place:
        return Wish.ENTER
    return Wish.KEEP if place[0] in _HEAD else Wish.PASS


def _is_known(file: Seekable, where: str) -> bool:
    """Whether this is an archive of ours. Reads until that is told, at the beginning as a rule, and goes back."""
    told: dict[str, Any] = {}
    for element in elements(file, _wish_for_head):
        name = element.place[0] if element.place else None
        if element.problem is None and not isinstance(name, str):
            return False
        if name in _HEAD and element.problem is None:
            told[str(name)] = element.value
        if len(told) == len(_HEAD):
            break
    file.seek(0)
    schema, version = (told.get(name, known) for name, known in _HEAD.items())
    if schema != SCHEMA or type(version) is not int:
        return False
    if version > VERSION:
        raise ArchiveTooNew(where, version, VERSION)
    return True


def _title(values: Any) -> str:
    title = values.get("title") if isinstance(values, dict) else None
    return first_line(title, _TITLE_LENGTH) if isinstance(title, str) else ""
