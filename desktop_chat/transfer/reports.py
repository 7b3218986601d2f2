"""The account of an import as a line of JSON: for programs, and for the window, whose imports run in a process of their
own.
"""

import inspect
from collections.abc import Iterator
from typing import Any

from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.intake import Added, Loss, Report, Skipped, SkipReason


def report_json(report: Report) -> dict[str, Any]:
    """Everything, in plain JSON values."""
    added = report.added
    return {
        "programs": list(report.programs),
        "read": report.read,
        "new": len(added.new),
        "grown": len(added.grown),
        "same": len(added.same),
        "messages": added.messages,
        "known_messages": added.known,
        "trashed": added.trashed,
        "attachments": report.attachments,
        "losses": {loss.value: number for loss, number in report.losses.items()},
        "skipped": [
            {"where": one.where, "number": one.number, "title": one.title, "reason": one.why.value}
            for one in report.skipped
        ],
        "new_ids": list(added.new),
        "grown_ids": list(added.grown),
        "same_ids": list(added.same),
    }


def report_in(values: dict[str, Any]) -> Report:
    """What `report_json` wrote. Raises `LookupError` or `ValueError` for anything else."""
    return Report(
        tuple(values["programs"]),
        Added(
            tuple(values["new_ids"]),
            tuple(values["grown_ids"]),
            tuple(values["same_ids"]),
            values["messages"],
            values["known_messages"],
            trashed=values["trashed"],
        ),
        values["attachments"],
        {Loss(loss): number for loss, number in values["losses"].items()},
        tuple(
            Skipped(one["where"], SkipReason(one["reason"]), one["number"], one["title"]) for one in values["skipped"]
        ),
    )


def error_json(error: ChatError) -> dict[str, Any]:
    """An error by its kind, with what it carries."""
    values = {name: value for name, value in vars(error).items() if isinstance(value, str | int)}
    return {"error": error.kind, "values": values}


def error_in(values: dict[str, Any]) -> ChatError:
    """What `error_json` wrote; the root of all errors where it cannot be made again."""
    for kind in _family(ChatError):
        if kind.kind == values["error"]:
            names = list(inspect.signature(kind).parameters)
            if values["values"].keys() == set(names):
                return kind(**values["values"])
    return ChatError(str(values["error"]))


def _family(kind: type[ChatError]) -> Iterator[type[ChatError]]:
    for child in kind.__subclasses__():
        yield child
        yield from _family(child)
