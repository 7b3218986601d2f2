"""What an import found and what became of it, in sentences that the window and the command line share."""

from collections.abc import Iterable
from typing import Final

from desktop_chat.domain.intake import Loss, Report, Skipped, SkipReason
from desktop_chat.words.catalogue import joined, later, tr, trn
from desktop_chat.words.explanation import named
from desktop_chat.words.times import count

_PROGRAMS: Final = {
    "chatgpt": "ChatGPT",
    "claude": "Claude",
    "open-webui": "Open WebUI",
    "chatbox": "Chatbox",
    "next-chat": "NextChat",
    "desktop-chat": "Desktop Chat",
}
_LOSSES: Final = {
    Loss.PICTURE: later("Pictures that are not in the file"),
    Loss.FILE: later("Attached files that are not in it"),
    Loss.SOUND: later("Recordings, left out"),
    Loss.HIDDEN: later("Messages that the other program hides, left out"),
    Loss.TOOL: later("Answers of tools, left out"),
    Loss.PART: later("Parts of an unknown kind, kept as their data"),
    Loss.TIME: later("Messages without a time, given that of the one before"),
    Loss.RECEIPT: later("Receipts that could not be put together"),
    Loss.VALUE: later("Settings and numbers that could not be read, left out"),
    Loss.PLACE: later("Messages without the one before them, each at the beginning of a branch"),
    Loss.UNSAID: later("Markdown without its archive: only what is written in it; no rules, receipts or files"),
    Loss.EDITED: later("Texts that were edited after the export: what was said is imported, not what they say now"),
}
_REASONS: Final = {
    SkipReason.EMPTY: later("There is no message in it."),
    SkipReason.BROKEN: later("It is not what its format says."),
    SkipReason.TOO_DEEP: later("It is nested too deep to be read."),
    SkipReason.TOO_LARGE: later("It is too large to be read."),
    SkipReason.CUT: later("The file breaks off here; nothing behind it could be read."),
}


def program_names(report: Report) -> str:
    """Who wrote the file."""
    return ", ".join(_PROGRAMS.get(one, one) for one in report.programs)


def contents(report: Report) -> str:
    """How much is in it: "12 conversations · 340 messages · 5 files"."""
    told = progress(report.read, report.added.messages + report.added.known)
    files = report.attachments
    return f"{told} · {trn('{n} file', '{n} files', files).format(n=count(files))}" if files else told


def progress(conversations: int, messages: int) -> str:
    """How much has been found so far."""
    return " · ".join(
        (
            trn("{n} conversation", "{n} conversations", conversations).format(n=count(conversations)),
            trn("{n} message", "{n} messages", messages).format(n=count(messages)),
        )
    )


def tallies(report: Report) -> tuple[tuple[str, int], ...]:
    """What becomes of the conversations: a word for each kind, and how many; all of them together are all there are."""
    added = report.added
    return (
        (tr("New"), len(added.new)),
        (tr("With new messages"), len(added.grown)),
        (tr("Already here"), len(added.same)),
        (tr("Left out"), len(report.skipped)),
    )


def losses(report: Report) -> tuple[tuple[str, int], ...]:
    """What conversations lost on the way: a line for each kind that there is, and how many."""
    return tuple((tr(words), report.losses[loss]) for loss, words in _LOSSES.items() if report.losses.get(loss))


def not_along(report: Report) -> tuple[str, ...]:
    """A line for each kind of loss, and one for each conversation that is left out."""
    trashed = report.added.trashed
    stay = ((tr("Conversations that are in the trash here, and stay there"), trashed),) if trashed else ()
    return (*(_line(name, count(number)) for name, number in (*stay, *losses(report))), *map(left_out, report.skipped))


def _line(name: str, said: str) -> str:
    return tr("{name}: {said}").format(name=name, said=said)


def left_out(skipped: Skipped) -> str:
    """One conversation that was not taken: which, and why."""
    return _line(place(skipped), reason(skipped))


def place(skipped: Skipped) -> str:
    """Where it lies, as one would look for it: "conversations.json, 4th, “Title”"."""
    where = named(skipped.where)
    if skipped.number is not None:
        where = tr("{file}, number {n}").format(file=where, n=count(skipped.number))
    return tr("{place}, “{title}”").format(place=where, title=named(skipped.title)) if skipped.title else where


def reason(skipped: Skipped) -> str:
    return tr(_REASONS[skipped.why])


def result(report: Report) -> str:
    """What an import came to, in a sentence."""
    new, grown = len(report.added.new), len(report.added.grown)
    sentences = []
    if new or not grown:
        words = trn("{n} conversation was imported.", "{n} conversations were imported.", new)
        sentences.append(words.format(n=count(new)) if new else nothing_new(report))
    if grown:
        words = trn("{n} conversation got new messages.", "{n} conversations got new messages.", grown)
        sentences.append(words.format(n=count(grown)))
    return joined(*sentences)


def nothing_new(report: Report) -> str:
    """Why an import brings nothing."""
    return tr("Everything in it is here already.") if report.taken else tr("Nothing in it can be taken.")


def as_text(report: Report) -> str:
    """All of it, to be copied."""
    lines: Iterable[str] = (
        program_names(report),
        contents(report),
        *(_line(name, count(number)) for name, number in tallies(report)),
        *not_along(report),
    )
    return "\n".join(lines)
