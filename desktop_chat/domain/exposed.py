"""What a message should not take along unasked: it goes to a computer of somebody else, and stays there.

Where such things are found is told by `key_forms`, which compiles its patterns when it is loaded; a start does not.
"""

from enum import StrEnum

from desktop_chat.domain.errors import BadOption, RequestRefused


class Opens(StrEnum):
    """What was found; `TOKEN` is anything that lets in whoever shows it."""

    PRIVATE_KEY = "private_key"
    API_KEY = "api_key"
    TOKEN = "token"
    PASSWORD = "password"


class KeptInClear(BadOption):
    """Something that would be stored looks as if it held a key. `name` is what it would have been the value of; the
    value itself is not told.
    """

    kind = "kept_in_clear"

    def __init__(self, name: str) -> None:
        super().__init__(name, "")


class HoldsKey(RequestRefused):
    """A message that would take such a thing along; `what` is an `Opens`, `start` and `end` are its place in the text.

    `finds` are the things themselves, to be allowed or not; no sentence holds them.
    """

    kind = "holds_key"

    def __init__(self, what: str, start: int = 0, end: int = 0, finds: frozenset[str] = frozenset()) -> None:
        super().__init__(what)
        self.what = what
        self.start, self.end = start, end
        self.finds = finds


class FileHoldsKey(HoldsKey):
    """It is in a file that the message brings along."""

    kind = "file_holds_key"

    def __init__(self, name: str, what: str, finds: frozenset[str] = frozenset()) -> None:
        super().__init__(what, finds=finds)
        self.name = name
