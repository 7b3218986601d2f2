"""The files that an export of Markdown takes along, in a folder beside it."""

import contextlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path, PurePath

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.errors import AttachmentLost
from desktop_chat.transfer.archive import Chat
from desktop_chat.transfer.files import file_name, told_by_the_system, write_atomically
from desktop_chat.transfer.formats import PLAINLY, MarkdownOptions

ASSETS = "_assets"
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}")
_SUFFIX_OF = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp"}
_DIGITS = 12  # of a hash: enough to tell any two files apart that one person has


def assets_of(chat: Chat, folder: str, options: MarkdownOptions = PLAINLY) -> dict[Attachment, str]:
    """What came with the messages that are written, each with its path from the Markdown on. What is lost is left
    out.
    """
    found: dict[Attachment, str] = {}
    messages = (chat.tree.values() if options.whole_tree else chat.branch) if options.with_files else ()
    for message in messages:
        for attachment in message.attachments:
            with contextlib.suppress(AttachmentLost):
                _ = attachment.content
                found[attachment] = f"{folder}/{asset_name(attachment)}"
    return found


def asset_name(attachment: Attachment) -> str:
    """A name that leads nowhere else and that only the same content has. A picture's ending says what it is."""
    name = PurePath(attachment.name)
    suffix = _SUFFIX_OF.get(attachment.media_type) or (name.suffix if _SUFFIX.fullmatch(name.suffix) else ".txt")
    return file_name(name.stem, attachment.digest[:_DIGITS], suffix.lower())


@contextlib.contextmanager
def new_files(folder: Path) -> Iterator[Callable[[str, bytes], None]]:
    """Puts files into `folder`, which is made for the first of them. An error takes away again what was not there.

    Raises `ExportFailed`.
    """
    with contextlib.ExitStack() as undo:

        def put(name: str, content: bytes) -> None:
            with told_by_the_system(folder):
                if not folder.is_dir():
                    folder.mkdir(mode=0o700)
                    undo.callback(_remove, folder.rmdir)
                if not (folder / name).exists():
                    undo.callback(_remove, (folder / name).unlink)
            write_atomically(folder / name, [content])

        yield put
        undo.pop_all()


def _remove(call: Callable[[], None]) -> None:
    with contextlib.suppress(OSError):
        call()
