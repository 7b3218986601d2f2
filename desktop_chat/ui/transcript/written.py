"""Texts in the forms that a clipboard takes, written leaf by leaf, so that whoever needs them may stop in between."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

from desktop_chat.domain.messages import MessageId
from desktop_chat.domain.values import dataclass
from desktop_chat.markup.excerpts import BEGINNING, END, At, Excerpt, excerpt
from desktop_chat.markup.writing import markdown, plain_pieces
from desktop_chat.markup.writing_html import html_lines, name_html
from desktop_chat.markup.writing_inline import escaped
from desktop_chat.ui.transcript.forms import Form
from desktop_chat.ui.transcript.reading import Reading, read

_READ_AT_ONCE = 16_000  # characters
_CHARSET = '<meta charset="utf-8">\n'


@dataclass(frozen=True, slots=True)
class Piece:
    """What of one text of a message is wanted, and who says it."""

    message: MessageId
    who: str
    text: str
    reading: Reading
    first: At = BEGINNING
    last: At = END


_NAMES: dict[Form, Callable[[str], str]] = {
    Form.PLAIN: lambda who: f"{who}:\n",
    Form.HTML: lambda who: f"{name_html(who)}\n",
    Form.MARKDOWN: lambda who: f"**{escaped(who)}:**\n\n",
}


class Written:
    """Pieces in some forms."""

    def __init__(self, pieces: Sequence[Piece], forms: Sequence[Form]) -> None:
        self._forms = forms
        self._done: list[tuple[Piece, dict[Form, str]]] = []
        self._steps = self._write(pieces)
        self.is_done = False

    def work(self, budget_s: float) -> bool:
        """Write for about so long; whether everything is written now."""
        until = time.perf_counter() + budget_s
        while not self.is_done and time.perf_counter() < until:
            self.is_done = next(self._steps, self) is self
        return self.is_done

    def text(self, form: Form) -> str:
        """Everything in that form. Who speaks is said where there is more than one message."""
        while not self.work(1):
            pass
        is_talk = len({piece.message for piece, _ in self._done}) > 1
        written, before = [], None
        for piece, forms in self._done:
            name = _NAMES[form](piece.who) if is_talk and piece.message != before else ""
            written.append(name + forms[form])
            before = piece.message
        return _CHARSET + "\n".join(written) if form is Form.HTML else "\n\n".join(written)

    def _write(self, pieces: Sequence[Piece]) -> Iterator[None]:
        for piece in pieces:
            document = read(piece.reading)
            for place in range(0, len(piece.text), _READ_AT_ONCE):
                document.append(piece.text[place : place + _READ_AT_ONCE])
                yield
            part = excerpt(piece.text, document.blocks, piece.first, piece.last)
            forms: dict[Form, str] = {}
            for form in self._forms:
                lines = []
                for line in _lines(part, form):
                    lines.append(line)
                    yield
                forms[form] = ("\n" if form is Form.HTML else "").join(lines)
            if part.cuts:
                self._done.append((piece, forms))


def _lines(part: Excerpt, form: Form) -> Iterator[str]:
    match form:
        case Form.PLAIN:
            return plain_pieces(part)
        case Form.HTML:
            return html_lines(part)
        case Form.MARKDOWN:
            return iter((markdown(part),))
