"""What a start of the program asks of its window, and how one start tells it to a window that is open already."""

import json
from typing import Any

from desktop_chat.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Wish:
    """`files` are whole paths, to be imported. `token` is the desktop's leave to come forward, "" for none."""

    new: bool = False
    quick_ask: bool = False
    files: tuple[str, ...] = ()
    token: str = ""


def to_line(wish: Wish) -> bytes:
    """One line, its end included."""
    told = {"new": wish.new, "quick_ask": wish.quick_ask, "files": wish.files, "token": wish.token}
    return json.dumps(told).encode("ascii") + b"\n"


def from_line(line: bytes) -> Wish:
    """ValueError for what no program of ours has written."""
    told = json.loads(line)
    if not isinstance(told, dict):
        raise ValueError(told)
    return Wish(told.get("new") is True, told.get("quick_ask") is True, _files(told.get("files")), _text(told, "token"))


def _files(told: Any) -> tuple[str, ...]:
    if not isinstance(told, list) or not all(isinstance(name, str) for name in told):
        raise ValueError(told)
    return tuple(told)


def _text(told: dict[str, Any], name: str) -> str:
    value = told.get(name, "")
    if not isinstance(value, str) or "\0" in value:
        raise ValueError(value)
    return value
