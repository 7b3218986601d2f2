"""The pictures and files that lie beside the conversations in an export, found by what messages call them."""

import re
from functools import partial

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.text import clean
from desktop_chat.transfer.bundles import Bundle
from desktop_chat.transfer.foreign.pictures import LARGEST_PICTURE, picture, text_file

_LARGEST_TEXT = 4 * 1024 * 1024
_ID = re.compile(r"file-[A-Za-z0-9]+|file_[0-9A-Za-z]+")
_NOT_IN_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class Files:
    """Of one bundle. Each is looked for by its name or by the id that its name begins with."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self._names = {found.group(): name for name in bundle.members if (found := _ID.match(name))}

    def attachment(self, pointer: str, name: str = "") -> Attachment | None:
        """What a message calls `pointer`, an address or an id; None where it is not there, or cannot be kept. A name
        for people is `name`. Raises `ImportRefused`.
        """
        member = self._member(pointer.rpartition("/")[2])
        if member is None:
            return None
        self._bundle.spend(self._bundle.members[member].size)
        read = partial(self._bundle.content, member, LARGEST_PICTURE)
        return picture(name or member, read) or self._text(member, name or member)

    def _member(self, called: str) -> str | None:
        if called in self._bundle.members:
            return called
        identifier = _ID.match(called)
        return self._names.get(identifier.group()) if identifier else None

    def _text(self, member: str, name: str) -> Attachment | None:
        content = self._bundle.content(member, _LARGEST_TEXT)
        try:
            words = clean(content.decode("utf-8-sig")) if content else ""
        except UnicodeDecodeError:
            return None
        return text_file(name, words) if words and not _NOT_IN_TEXT.search(words) else None
