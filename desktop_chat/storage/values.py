"""How values of the domain lie in columns.

Only what differs from a default is written, so that a default that changes later reaches old conversations too, and
most cells are two characters long. Reading is forgiving: a field of a newer program, or one that was damaged, is left
out, because a conversation that opens with one rule missing is better than one that does not open.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, asdict, fields, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial
from typing import Any

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.errors import Cause, ErrorKind, Failure
from desktop_chat.domain.messages import Edit, Role, ToolCall
from desktop_chat.domain.models import EVERY_MODEL, Options, Quirks
from desktop_chat.domain.policy import DropsFirst, Policy, Summary
from desktop_chat.domain.text import clean
from desktop_chat.storage.examinations import examination_from, examination_to

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_LARGEST = 2**63 - 1
_LAST_MOMENT = (datetime.max.replace(tzinfo=UTC) - _EPOCH) // _MILLISECOND


def to_ms(moment: datetime) -> int:
    return (moment - _EPOCH) // _MILLISECOND


def from_ms(value: int) -> datetime:
    return _EPOCH + min(max(value, 0), _LAST_MOMENT) * _MILLISECOND


def to_ms_or_none(moment: datetime | None) -> int | None:
    return None if moment is None else to_ms(moment)


def storable(text: str) -> str:
    """`text`, or a cleaned one where it cannot be written as UTF-8; exact in all other cases."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return clean(text)
    return text


def storable_or_none(text: str | None) -> str | None:
    return None if text is None else storable(text)


def shown(raw: bytes | None) -> str:
    """Text as it lies on disk; where a damaged byte makes it unreadable, a mark stands and the rest is shown."""
    return raw.decode("utf-8", "replace") if raw else ""


def counted(value: int | None) -> int | None:
    """A number that came from a server: unknown where no column can hold it."""
    return value if value is not None and abs(value) <= _LARGEST else None


def to_json(value: Any) -> str:
    return storable(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def from_json(text: str | None) -> Any:
    """None where there is nothing readable."""
    try:
        return json.loads(text) if text else None
    except (ValueError, RecursionError):
        return None


def policy_to(policy: Policy) -> str:
    return to_json(_differing(policy))


@lru_cache(256)
def policy_from(text: str) -> Policy:
    values = _known(Policy, from_json(text))
    for name in ("pinned", "excluded"):
        if name in values:
            values[name] = frozenset(_strings(values[name]))
    if values.get("drops_first") not in set(DropsFirst):
        values.pop("drops_first", None)
    else:
        values["drops_first"] = DropsFirst(values["drops_first"])
    if "summaries" in values:
        values["summaries"] = _summaries_from(values["summaries"])
    return Policy(**values)


def _summaries_from(value: Any) -> tuple[Summary, ...]:
    found = [_known(Summary, one) for one in value] if isinstance(value, list) else []
    needed = {"id", "first", "last", "text"}
    return tuple(Summary(**one) for one in found if needed <= one.keys() and all(map(_is_word, one.values())))


def _is_word(value: Any) -> bool:
    return value is None or isinstance(value, str)


def options_to(options: Options) -> str:
    return to_json(_differing(options))


@lru_cache(256)
def options_from(text: str) -> Options:
    values = _known(Options, from_json(text))
    if values.get("stop") is not None:
        values["stop"] = _strings(values["stop"])
    if "unset" in values:
        values["unset"] = frozenset(_strings(values["unset"]))
    return Options(**values)


def quirks_to(quirks: Mapping[str, Quirks]) -> str:
    """Those of every model stand at the top, where a program that knows no others finds them."""
    models = {model: _cells_of(known) for model, known in quirks.items() if model != EVERY_MODEL and known != Quirks()}
    return to_json(_cells_of(quirks.get(EVERY_MODEL, Quirks())) | ({"models": models} if models else {}))


def _cells_of(known: Quirks) -> dict[str, Any]:
    cells = _differing(replace(known, examined=None))
    return cells | {"examined": examination_to(known.examined)} if known.examined else cells


def quirks_from(text: str) -> dict[str, Quirks]:
    found = from_json(text)
    models = found.get("models") if isinstance(found, dict) else None
    named = {EVERY_MODEL: found} | (models if isinstance(models, dict) else {})
    quirks = {model: _quirks_in(values) for model, values in named.items()}
    return {model: known for model, known in quirks.items() if known != Quirks()}


def _quirks_in(found: Any) -> Quirks:
    values = _known(Quirks, found)
    renamed = values.get("renamed")
    return Quirks(
        renamed if isinstance(renamed, dict) else {},
        frozenset(_strings(values.get("refused"))),
        examination_from(values.get("examined")),
    )


def failure_to(failure: Failure | None) -> str | None:
    return None if failure is None else to_json(asdict(failure))


def failure_from(text: str | None) -> Failure | None:
    if not text:
        return None
    values = _known(Failure, from_json(text))
    kind, cause = values.pop("kind", ""), values.pop("cause", None)
    return Failure(
        kind=ErrorKind(kind) if kind in set(ErrorKind) else ErrorKind.INTERNAL,
        cause=Cause(cause) if cause in set(Cause) else None,
        **values,
    )


def attachments_to(attachments: Sequence[Attachment]) -> str | None:
    """What a message brings along, without the contents; None for most messages."""
    names = ("digest", "name", "media_type", "size", "tokens", "width", "height", "is_scaled")
    return to_json([[getattr(one, name) for name in names] for one in attachments]) if attachments else None


def attachments_from(text: str | None, load: Callable[[str], bytes]) -> tuple[Attachment, ...]:
    """`load` reads a content by its digest."""
    found = from_json(text)
    rows = [row for row in found if _is_attachment(row)] if isinstance(found, list) else []
    return tuple(replace(Attachment(*row), load=partial(load, row[0])) for row in rows)


def edit_to(edit: Edit | None) -> str | None:
    """The change of a message, without the contents of its files."""
    if edit is None:
        return None
    return to_json([edit.message_id, edit.after, edit.role.value, edit.text, attachments_to(edit.attachments)])


def edit_from(text: str | None, load: Callable[[str], bytes]) -> Edit | None:
    """`load` reads a content by its digest."""
    match from_json(text):
        case [str(id_), str() | None as after, str(role), str(words), str() | None as files] if role in set(Role):
            return Edit(id_, after, Role(role), words, attachments_from(files, load))
    return None


def _is_attachment(row: Any) -> bool:
    return (
        isinstance(row, list)
        and len(row) == 8
        and all(isinstance(value, str) for value in row[:3])
        and all(isinstance(value, int) for value in row[3:5])
        and all(value is None or isinstance(value, int) for value in row[5:7])
        and isinstance(row[7], bool)
    )


def calls_to(calls: tuple[ToolCall, ...]) -> str:
    return to_json([[call.id, call.name, call.arguments] for call in calls]) if calls else ""


def calls_from(text: str) -> tuple[ToolCall, ...]:
    found = from_json(text)
    if not isinstance(found, list):
        return ()
    return tuple(ToolCall(*map(str, call)) for call in found if isinstance(call, list) and len(call) == 3)


def _strings(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _differing(value: Any) -> dict[str, Any]:
    changed = {}
    for field in fields(value):
        current = getattr(value, field.name)
        default = field.default if field.default_factory is MISSING else field.default_factory()
        if current != default:
            changed[field.name] = _plain(current)
    return changed


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        return [asdict(one) if isinstance(one, Summary) else one for one in value]
    return value


def _known(kind: type, values: Any) -> dict[str, Any]:
    names = {field.name for field in fields(kind)}
    return {name: value for name, value in values.items() if name in names} if isinstance(values, dict) else {}
