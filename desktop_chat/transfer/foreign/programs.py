"""Whose export a file is, told by its structure, and what stands in it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from desktop_chat.domain.text import first_line
from desktop_chat.domain.values import dataclass
from desktop_chat.transfer.elements import Element, Place, Readable, Wish, elements
from desktop_chat.transfer.foreign import chatbox, chatgpt, claude, next_chat, open_webui, values
from desktop_chat.transfer.foreign.draft import Spot
from desktop_chat.transfer.foreign.files import Files
from desktop_chat.transfer.intake import Read, Skipped, SkipReason

_LOOKED_AT = 2000


@dataclass(frozen=True, slots=True)
class Program:
    """`wish` enters what holds conversations, `read` makes ours of one of theirs; it raises `LookupError` or
    `ValueError` where that is not what it should be.
    """

    id: str
    wish: Callable[[Place], Wish]
    read: Callable[[Any, Spot, Files], Iterator[Read]]


CHATGPT = Program(chatgpt.PROGRAM, chatgpt.wish, chatgpt.read)
CLAUDE = Program(claude.PROGRAM, claude.wish, claude.read)
OPEN_WEBUI = Program(open_webui.PROGRAM, open_webui.wish, open_webui.read)
CHATBOX = Program(chatbox.PROGRAM, chatbox.wish, chatbox.read)
NEXT_CHAT = Program(next_chat.PROGRAM, next_chat.wish, next_chat.read)

_BY_KEY_OF_A_CONVERSATION = {"mapping": CHATGPT, "chat_messages": CLAUDE, "chat": OPEN_WEBUI}
_BY_KEY = {next_chat.STORE: NEXT_CHAT, chatbox.SESSIONS: CHATBOX, "chat-sessions-list": CHATBOX}


def program_of(file: Readable) -> Program | None:
    """Whose export this is; None where nothing tells. Reads no further than to the first sign."""
    for element in islice(elements(file, _keys_only), _LOOKED_AT):
        match element.place:
            case (int(), str(key)) if key in _BY_KEY_OF_A_CONVERSATION:
                return _BY_KEY_OF_A_CONVERSATION[key]
            case (str(key),) if key in _BY_KEY_OF_A_CONVERSATION:  # one conversation by itself
                program = _BY_KEY_OF_A_CONVERSATION[key]
                return Program(program.id, lambda _: Wish.KEEP, program.read)
            case (str(key),) if key in _BY_KEY or key.startswith(chatbox.SESSION):
                return _BY_KEY.get(key, CHATBOX)
    return None


def conversations(file: Readable, program: Program, where: str, changed_at: datetime, files: Files) -> Iterator[Read]:
    """What `program` left in `file`, each conversation taken or told why not."""
    kept = (one for one in elements(file, program.wish) if one.problem or program.wish(one.place) is Wish.KEEP)
    for number, element in enumerate(kept, start=1):
        yield from _conversation(element, program, Spot(where, number, changed_at), files)


def _conversation(element: Element, program: Program, spot: Spot, files: Files) -> Iterator[Read]:
    if element.problem is not None:
        yield Skipped(spot.where, element.problem, spot.number)
        return
    try:
        yield from program.read(element.value, spot, files)
    except (LookupError, ValueError):
        yield Skipped(spot.where, SkipReason.BROKEN, spot.number, _title(element.value))


def _title(value: Any) -> str:
    """What a person would know it by, wherever its program keeps that."""
    found = (values.text(values.thing(value).get(key)) for key in ("title", "name", "topic"))
    return first_line(next(filter(None, found), ""))


def _keys_only(place: Place) -> Wish:
    return Wish.ENTER if not place or (len(place) == 1 and isinstance(place[0], int)) else Wish.PASS
