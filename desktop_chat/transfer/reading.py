"""Our own archives, read conversation by conversation, however many there are.

What an archive of another version holds besides is ignored, and what it lacks is as if it were unset. One of a version
that is not known yet may mean something else by the same names and is refused.
"""

import re
from collections.abc import Iterator
from itertools import count
from typing import Any, BinaryIO

import ijson

from desktop_chat.domain.errors import ArchiveTooNew
from desktop_chat.transfer.archive import SCHEMA, VERSION
from desktop_chat.transfer.bounded import Bounded, OutOfBounds
from desktop_chat.transfer.intake import Read, Skipped, SkipReason
from desktop_chat.transfer.reading_chats import chat_in
from desktop_chat.transfer.reading_parts import Fetch, nothing_beside

_CHUNK = 64 * 1024
_TITLE_LENGTH = 200
_BROKEN = (ijson.JSONError, ValueError, OverflowError)


def read_archive(file: BinaryIO, where: str, fetch: Fetch = nothing_beside) -> Iterator[Read]:
    """What is in `file`, which can be sought in; `where` names it. `fetch` reads what lies beside it.

    Raises `ArchiveTooNew` before anything is yielded.
    """
    if not _is_known(file, where):
        yield Skipped(where, SkipReason.BROKEN)
        return
    bounded = Bounded(file)
    conversations = ijson.items(bounded, "conversations.item", buf_size=_CHUNK)
    for number in count(1):
        try:
            values = next(conversations)
        except StopIteration:
            return
        except (OutOfBounds, *_BROKEN) as end:
            yield Skipped(where, end.why if isinstance(end, OutOfBounds) else SkipReason.CUT, number)
            return
        bounded.begin_part()
        yield chat_in(values, fetch) or Skipped(where, SkipReason.BROKEN, number, _title(values))


def _is_known(file: BinaryIO, where: str) -> bool:
    """Whether this is an archive of ours. Reads what stands before the conversations, and goes back."""
    head: dict[str, Any] = {}
    try:
        for prefix, event, value in ijson.parse(Bounded(file), buf_size=_CHUNK):
            if prefix in {"schema", "version"} and event in {"string", "number"}:
                head[prefix] = value
            if len(head) == 2 or prefix == "conversations":
                break
    except OutOfBounds:
        return True  # whoever reads on meets it again, and can say where
    except _BROKEN:
        return False
    finally:
        file.seek(0)
    version = head.get("version", VERSION)
    if head.get("schema", SCHEMA) != SCHEMA or not isinstance(version, int):
        return False
    if version > VERSION:
        raise ArchiveTooNew(where, version, VERSION)
    return True


def _title(values: Any) -> str:
    title = values.get("title") if isinstance(values, dict) else None
    return re.sub(r"\s+", " ", title)[:_TITLE_LENGTH] if isinstance(title, str) else ""
