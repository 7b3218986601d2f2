"""What is said of a damaged database, of backups, and of what was recovered."""

from datetime import datetime

from desktop_chat.domain.recovery import Backup, Restored, Salvaged
from desktop_chat.words.catalogue import tr, trn
from desktop_chat.words.files import size_words
from desktop_chat.words.times import count, exact


def made_words(backup: Backup, now: datetime) -> str:
    """When a backup was made."""
    return exact(backup.made_at, now)


def content_words(backup: Backup) -> str:
    """What it holds: "12 conversations, 340 messages · 1.2 MB"."""
    return f"{_holding(backup.conversations, backup.messages)} · {size_words(backup.bytes)}"


def restored_words(restored: Restored, now: datetime) -> tuple[str, ...]:
    """Sentences: what is there now, what is not, where the damaged file lies."""
    if restored.salvaged is not None:
        said = _salvaged_words(restored.salvaged)
    else:
        said = _backup_words(restored.backup, now) if restored.backup else ()
    if restored.kept_as is None:
        return said
    kept = tr("The damaged file is kept as it was, as {path}.").format(path=restored.kept_as)
    return (*said, kept)


def _backup_words(backup: Backup, now: datetime) -> tuple[str, ...]:
    holding = _holding(backup.conversations, backup.messages)
    restored = tr("The backup of {time} was restored: {holding}.").format(time=made_words(backup, now), holding=holding)
    return restored, tr("What came after that is not in it.")


def _salvaged_words(salvaged: Salvaged) -> tuple[str, ...]:
    holding = _holding(salvaged.conversations, salvaged.messages)
    found = tr("Recovered: {holding}.").format(holding=holding)
    if salvaged.is_whole:
        return found, tr("Nothing is known to be missing.")
    return (found, *_missing(salvaged))


def _missing(salvaged: Salvaged) -> tuple[str, ...]:
    """A sentence for each kind of loss there was."""
    pages = tr("{n} of {all} pages of the file could not be read; what stood on them is missing.")
    rows = trn(
        "{n} entry was there in part only and is missing.",
        "{n} entries were there in part only and are missing.",
        salvaged.lost_rows,
    )
    doubtful = trn(
        "{n} message is kept, though some of its words may be wrong.",
        "{n} messages are kept, though some of their words may be wrong.",
        len(salvaged.doubtful),
    )
    made = trn(
        "{n} conversation lost its title and settings; it has the first words said in it as its title.",
        "{n} conversations lost their titles and settings; each has the first words said in it as its title.",
        salvaged.made_conversations,
    )
    moved = trn(
        "{n} message whose predecessor is missing follows the one before that.",
        "{n} messages whose predecessors are missing follow the ones before those.",
        salvaged.moved_messages,
    )
    said = (
        (salvaged.damaged_pages, pages.format(n=count(salvaged.damaged_pages), all=count(salvaged.pages))),
        (salvaged.lost_rows, rows.format(n=count(salvaged.lost_rows))),
        (len(salvaged.doubtful), doubtful.format(n=count(len(salvaged.doubtful)))),
        (salvaged.made_conversations, made.format(n=count(salvaged.made_conversations))),
        (salvaged.moved_messages, moved.format(n=count(salvaged.moved_messages))),
    )
    return tuple(words for number, words in said if number)


def _holding(conversations: int, messages: int) -> str:
    talks = trn("{n} conversation", "{n} conversations", conversations).format(n=count(conversations))
    said = trn("{n} message", "{n} messages", messages).format(n=count(messages))
    return tr("{conversations}, {messages}").format(conversations=talks, messages=said)
