"""`ask --attach`: files that a question brings along, read and kept before anything is asked."""

from collections.abc import Sequence
from pathlib import Path

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.unfit import TooManyFiles, TooMuchAttached
from desktop_chat.storage.store import Store


def read_files(store: Store, paths: Sequence[Path]) -> tuple[Attachment, ...]:
    """In the order in which they are named. Raises `AttachmentRefused`, `TooManyFiles`, `TooMuchAttached`."""
    if not paths:
        return ()
    from desktop_chat.transfer import attaching

    if len(paths) > attaching.MOST_FILES:
        raise TooManyFiles(attaching.MOST_FILES)
    load = store.attachments.load
    read = [attaching.attachment_of(attaching.file_at(path), attaching.picture_as_it_is, load) for path in paths]
    if sum(one.size for one, _ in read) > attaching.MOST_PER_MESSAGE_MB * attaching.MEGABYTE:
        raise TooMuchAttached(attaching.MOST_PER_MESSAGE_MB)
    for _, content in read:
        store.attachments.put(content).result()
    return tuple(one for one, _ in read)
