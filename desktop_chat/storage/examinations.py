"""How an examination lies in the cell of its endpoint."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from desktop_chat.domain.examining import Examination, Taken

_FLAGS = ("streams", "usage", "penalties")
_NUMBERS = ("context_tokens", "tokens")


def examination_to(examination: Examination) -> dict[str, Any]:
    known = {name: value for name, value in asdict(examination).items() if value not in (None, {})}
    return known | {"at": examination.at.isoformat(timespec="seconds")}


def examination_from(found: Any) -> Examination | None:
    """What can be read of it; nothing where not even its time can."""
    try:
        at = datetime.fromisoformat(found["at"]).astimezone(UTC)
    except (KeyError, TypeError, ValueError):
        return None
    limits = found.get("limits")
    taken = {
        str(name): Taken(how) for name, how in (limits if isinstance(limits, dict) else {}).items() if how in set(Taken)
    }
    flags = {name: found[name] for name in _FLAGS if isinstance(found.get(name), bool)}
    numbers = {name: found[name] for name in _NUMBERS if type(found.get(name)) is int}
    requests = found.get("requests")
    return Examination(at, limits=taken, requests=requests if type(requests) is int else 0, **flags, **numbers)
