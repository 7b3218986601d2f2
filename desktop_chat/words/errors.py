"""Every error a person can meet, in sentences: what happened and where, what is kept, what comes next.

The one way from an error to words. Failed requests have a table by kind (`words.failures`), all others one by
type (`words.error_rows`), so an error that nobody found words for shows in a test and not on somebody's
screen.
"""

import re
from dataclasses import replace
from typing import Final

from desktop_chat.domain import errors
from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.exposed import HoldsKey
from desktop_chat.domain.money import Money
from desktop_chat.domain.unreadable import ImportUnreadable
from desktop_chat.words.catalogue import joined, tr
from desktop_chat.words.error_rows import LOCAL_SERVER_MISSING, NOT_FOUND, ROWS, WHAT_OPENS, Row
from desktop_chat.words.explanation import Explanation, Kept, Remedy, named, quoted, remedy_label
from desktop_chat.words.failures import explain_failure
from desktop_chat.words.money import amount
from desktop_chat.words.times import count

__all__ = ["Explanation", "Kept", "Remedy", "explain", "explain_failure", "remedy_label"]

_USER_INFO: Final = re.compile(r"(//)?[^/?#\s]*@")
_QUERY: Final = re.compile(r"([?#]).+", re.DOTALL)


def explain(error: ChatError, kept: Kept = Kept.QUESTION) -> Explanation:
    """`error` in words. `kept` matters to failed requests only."""
    if isinstance(error, errors.RequestFailed):
        return explain_failure(error.failure, kept)
    row, values = _row(error), _values(error)
    return Explanation(
        headline=tr(row.headline).format_map(values),
        detail=joined(_not_sent(error), tr(row.detail).format_map(values)),
        words=_words(error),
        remedy=row.remedy,
    )


def _row(error: ChatError) -> Row:
    row = next(ROWS[cls] for cls in type(error).__mro__ if cls in ROWS)
    if isinstance(error, errors.LocalModelMissing) and error.what == "server":
        return LOCAL_SERVER_MISSING
    if isinstance(error, errors.NotFound):
        return replace(row, headline=NOT_FOUND.get(error.what, row.headline))
    return row


def _not_sent(error: ChatError) -> str:
    return tr("Nothing was sent.") if isinstance(error, errors.RequestRefused) else ""


def _values(error: ChatError) -> dict[str, str]:
    """The error's attributes as they may stand in a sentence."""
    values = {name: _shown(value) for name, value in vars(error).items()}
    if isinstance(error, errors.BadAddress):
        # What stands before an @ may be a password, what follows a question mark a key; neither is shown again.
        values["url"] = named(_QUERY.sub(r"\1…", _USER_INFO.sub(r"\1…@", error.url)))
    if isinstance(error, HoldsKey):
        values["what"] = tr(WHAT_OPENS.get(error.what, error.what))  # type: ignore[call-overload]
    return values


def _shown(value: object) -> str:
    if isinstance(value, Money):
        return amount(value)
    return count(value) if isinstance(value, int) else named(str(value))


def _words(error: ChatError) -> str:
    match error:
        case (
            errors.ExportFailed(reason=reason)
            | errors.LocalModelBroken(reason=reason)
            | ImportUnreadable(reason=reason)
        ):
            return quoted(reason)
    return ""
