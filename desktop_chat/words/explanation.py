"""What a person is told about an error: what happened and where, what is kept, what comes next."""

from enum import StrEnum
from typing import Final

from desktop_chat.domain.text import first_line
from desktop_chat.domain.values import dataclass
from desktop_chat.words.catalogue import joined, later, tr

_LONGEST_QUOTE: Final = 500
_LONGEST_NAME: Final = 120


class Remedy(StrEnum):
    """The next step, for a button; the sentence names it too."""

    NONE = "none"
    RETRY = "retry"
    WAIT = "wait"
    ADD_ENDPOINT = "add_endpoint"
    OPEN_ENDPOINT = "open_endpoint"
    CHOOSE_MODEL = "choose_model"
    CHANGE_OPTIONS = "change_options"
    SHORTEN = "shorten"
    UNLOCK_KEYRING = "unlock_keyring"
    FREE_SPACE = "free_space"
    OPEN_FOLDER = "open_folder"
    UPDATE_PROGRAM = "update_program"
    INSTALL_LOCAL_MODEL = "install_local_model"
    CHOOSE_FILE = "choose_file"
    OPEN_LIMITS = "open_limits"
    SEND_ANYWAY = "send_anyway"


class Kept(StrEnum):
    """What survived of the request: nothing was at stake, the question, or a part of the reply as well."""

    NOTHING = "nothing"
    QUESTION = "question"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Explanation:
    """`headline` and `detail` are sentences of ours; `words` are another's, in quotes, or empty."""

    headline: str
    detail: str
    words: str = ""
    remedy: Remedy = Remedy.NONE

    @property
    def text(self) -> str:
        """The whole as running text."""
        return joined(self.headline, self.detail, self.words)


_LABELS: Final = {
    Remedy.RETRY: later("Retry"),
    Remedy.ADD_ENDPOINT: later("Add an endpoint…"),
    Remedy.OPEN_ENDPOINT: later("Endpoint…"),
    Remedy.CHOOSE_MODEL: later("Model…"),
    Remedy.CHANGE_OPTIONS: later("Parameters…"),
    Remedy.SHORTEN: later("Context…"),
    Remedy.UNLOCK_KEYRING: later("Retry"),
    Remedy.FREE_SPACE: later("Open the folder"),
    Remedy.OPEN_FOLDER: later("Open the folder"),
    Remedy.CHOOSE_FILE: later("Choose a file…"),
    Remedy.OPEN_LIMITS: later("Limits…"),
    Remedy.SEND_ANYWAY: later("Send anyway"),
}
_KEPT: Final = {
    Kept.NOTHING: "",
    Kept.QUESTION: later("The question is kept."),
    Kept.REPLY: later("What arrived is kept."),
}


def remedy_label(remedy: Remedy) -> str:
    """A button's words; empty where a button could do nothing."""
    return tr(_LABELS.get(remedy, ""))


def kept_sentence(kept: Kept) -> str:
    return tr(_KEPT[kept])


def quoted(words: str) -> str:
    """Another's words in quotes, on one line, without what could steer a terminal or turn the text round."""
    line = _inert(words, _LONGEST_QUOTE)
    return tr("“{words}”").format(words=line) if line else ""


def named(name: str) -> str:
    """A name, path or value as part of a sentence: one line, not too long, inert."""
    return _inert(name, _LONGEST_NAME)


def _inert(text: str, limit: int) -> str:
    visible = "".join(c if c.isprintable() else " " for c in text[: limit * 8])
    return first_line(visible, limit)
