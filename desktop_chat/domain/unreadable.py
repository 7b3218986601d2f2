"""Why a file cannot be imported.

ChatError
├── ImportRefused
│   ├── ImportUnreadable  ImportEmpty  NotAnExport
│   └── ArchiveBroken  ArchiveLocked  PackedTooTightly  TooMuchInside
└── ImportBroken

What is wrong with one conversation of a file is no error: it is listed (see `intake`).
"""

from desktop_chat.domain.errors import ChatError


class ImportRefused(ChatError):
    """Nothing of the file called `name` was taken."""

    kind = "import_refused"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class ImportUnreadable(ImportRefused):
    """It is gone, or it is not ours to read; `reason` in the system's words."""

    kind = "import_unreadable"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name)
        self.reason = reason


class ImportEmpty(ImportRefused):
    """It holds not one byte."""

    kind = "import_empty"


class NotAnExport(ImportRefused):
    """Of no program that is known here."""

    kind = "not_an_export"


class ArchiveBroken(ImportRefused):
    """It begins as a zip archive and is none that can be opened."""

    kind = "archive_broken"


class ArchiveLocked(ImportRefused):
    """It asks for a password."""

    kind = "archive_locked"


class PackedTooTightly(ImportRefused):
    """A file in it would unfold to more than `ratio` times its size: nothing that people write does."""

    kind = "packed_too_tightly"

    def __init__(self, name: str, ratio: int) -> None:
        super().__init__(name)
        self.ratio = ratio


class TooMuchInside(ImportRefused):
    """More than `gigabytes` would have to be read."""

    kind = "too_much_inside"

    def __init__(self, name: str, gigabytes: int) -> None:
        super().__init__(name)
        self.gigabytes = gigabytes


class ImportBroken(ChatError):
    """The import of the file called `name` ended before its time; what had come by then is whole, and stays."""

    kind = "import_broken"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
