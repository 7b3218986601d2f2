"""What encryption does for a person, what it does not, and what came of it."""

from collections.abc import Sequence
from pathlib import Path

from desktop_chat.domain.encryption import Converted
from desktop_chat.words.catalogue import joined, tr, trn
from desktop_chat.words.times import count


def promise() -> str:
    """What it is good for, and what not."""
    return joined(
        tr("Conversations, search index and backups can then be read with the passphrase alone."),
        tr("This protects a stolen disk, copied files and a backup in the cloud while the program is closed."),
        tr("It does not protect from somebody who uses your running session, nor from the provider."),
        tr("Exports and the folder of Markdown files stay as they are."),
    )


def warning() -> str:
    """What it costs to forget."""
    return tr("Without the passphrase, and without the key in the keyring, nobody gets the conversations back.")


def leftovers() -> str:
    """What no program can promise."""
    return tr("What lay on the disk before may linger there until it is written over.")


def converted_words(converted: Converted, leftovers: Sequence[Path]) -> tuple[str, ...]:
    """What became of the backups, and where something still lies as it was; nothing where there were none."""
    backups = trn("{n} backup was written anew.", "{n} backups were written anew.", converted.backups)
    damaged = trn(
        "{n} backup is damaged and stays as it was: {paths}",
        "{n} backups are damaged and stay as they were: {paths}",
        len(converted.left),
    )
    aside = trn(
        "{n} damaged file that was put aside can still be read: {paths}",
        "{n} damaged files that were put aside can still be read: {paths}",
        len(leftovers),
    )
    said = (
        (converted.backups, backups.format(n=count(converted.backups))),
        (len(converted.left), damaged.format(n=count(len(converted.left)), paths=_names(converted.left))),
        (len(leftovers), aside.format(n=count(len(leftovers)), paths=_names(leftovers))),
    )
    return tuple(words for number, words in said if number)


def _names(paths: Sequence[Path]) -> str:
    return tr(", ").join(path.name for path in paths)
