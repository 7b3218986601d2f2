"""What is said about prompts, in the window and on the command line."""

from collections.abc import Sequence

from desktop_chat.domain.prompts import Left, PromptKind, Unfit
from desktop_chat.words.catalogue import joined, later, tr, trn
from desktop_chat.words.explanation import named
from desktop_chat.words.times import count

_KINDS = {PromptKind.MESSAGE: later("Message"), PromptKind.SYSTEM: later("System prompt")}
_WHY = {
    Unfit.UNREADABLE: later("{name} cannot be read."),
    Unfit.NO_TEXT: later("{name} is no text."),
    Unfit.EMPTY: later("There are no words in {name}."),
    Unfit.TOO_LARGE: later("{name} is larger than 1 MB."),
    Unfit.NO_FILES: later("There is no Markdown in {name}."),
}


def kind_name(kind: PromptKind) -> str:
    """What a prompt of that kind becomes."""
    return tr(_KINDS[kind])


def taken_in(added: int, known: int, left: Sequence[Left]) -> str:
    """What came of an import, in sentences: how many are new, and each file that was left."""
    new = trn("{n} prompt added.", "{n} prompts added.", added).format(n=count(added))
    there = trn("{n} was there already.", "{n} were there already.", known).format(n=count(known)) if known else ""
    return joined(new, there, *(tr(_WHY[one.why]).format(name=named(one.name)) for one in left))


def written_out(number: int, place: object) -> str:
    """How many were exported, and where to."""
    words = trn("{n} prompt exported to {path}", "{n} prompts exported to {path}", number)
    return words.format(n=count(number), path=place)
