"""Why a file cannot be attached.

ChatError
├── AttachmentRefused
│   ├── FileUnreadable  FileIsFolder  FileEmpty  FileBinary  FileTooLarge
│   └── PictureBroken  PictureTooLarge
└── TooManyFiles  TooMuchAttached
"""

from desktop_chat.domain.errors import ChatError


class AttachmentRefused(ChatError):
    """A file that cannot be attached."""

    kind = "attachment_refused"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class FileUnreadable(AttachmentRefused):
    """It is gone, or it is not ours to read."""

    kind = "file_unreadable"


class FileIsFolder(AttachmentRefused):
    kind = "file_is_folder"


class FileEmpty(AttachmentRefused):
    kind = "file_empty"


class FileBinary(AttachmentRefused):
    """Neither a picture nor text."""

    kind = "file_binary"


class FileTooLarge(AttachmentRefused):
    kind = "file_too_large"

    def __init__(self, name: str, megabytes: int) -> None:
        super().__init__(name)
        self.megabytes = megabytes


class PictureBroken(AttachmentRefused):
    kind = "picture_broken"


class PictureTooLarge(AttachmentRefused):
    """To decode it would take more memory than a picture is worth."""

    kind = "picture_too_large"

    def __init__(self, name: str, megapixels: int) -> None:
        super().__init__(name)
        self.megapixels = megapixels


class TooManyFiles(ChatError):
    """One message would bring along more than `most` files."""

    kind = "too_many_files"

    def __init__(self, most: int) -> None:
        super().__init__(str(most))
        self.most = most


class TooMuchAttached(ChatError):
    """The files of one message would be more than `megabytes` together."""

    kind = "too_much_attached"

    def __init__(self, megabytes: int) -> None:
        super().__init__(str(megabytes))
        self.megabytes = megabytes
