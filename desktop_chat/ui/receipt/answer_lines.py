"""What a model answered as lines: what it thought, said, refused and asked for, each as it came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QModelIndex

from desktop_chat.domain.messages import Message
from desktop_chat.domain.values import dataclass
from desktop_chat.ui.lines.cutting import pieces
from desktop_chat.ui.lines.line import AnyIndex, Line, LineModel
from desktop_chat.words.catalogue import tr


@dataclass(frozen=True, slots=True)
class _Row:
    """A piece of a line of the answer; `begins` says that it is the first one of that line."""

    text: str
    begins: bool = True
    is_head: bool = False


class AnswerLines(LineModel):
    """Parts under their names, where there is more than the text."""

    def __init__(self, reply: Message) -> None:
        super().__init__()
        self._parts = tuple(_parts(reply))
        self._rows: Sequence[_Row] = ()

    @property
    def has_any(self) -> bool:
        return bool(self._parts)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def line(self, row: int) -> Line:
        one = self._rows[row]
        return Line("", note=one.text) if one.is_head else Line(one.text)

    def cut_again(self) -> None:
        self._rows = tuple(self._cut())

    def _cut(self) -> Iterator[_Row]:
        for number, (name, text) in enumerate(self._parts):
            if number:
                yield _Row("")
            if len(self._parts) > 1:
                yield _Row(name, is_head=True)
            for line in text.split("\n"):
                cut = pieces(line, self.room)
                yield from (_Row(piece, begins=not place) for place, piece in enumerate(cut))

    def copied(self, rows: range) -> str:
        chosen = self._rows[rows.start : rows.stop]
        return "".join(f"{chr(10) if place and row.begins else ''}{row.text}" for place, row in enumerate(chosen))


def _parts(reply: Message) -> Iterator[tuple[str, str]]:
    """Each part that there is, with its name."""
    calls = "\n".join(f"{call.name}({call.arguments})  {call.id}" for call in reply.tool_calls)
    parts = (
        (tr("Reasoning"), reply.reasoning),
        (tr("Text"), reply.text),
        (tr("Refusal"), reply.refusal),
        (tr("Tool calls"), calls),
        (tr("In the provider's words"), reply.failure.words if reply.failure else ""),
    )
    return ((name, text) for name, text in parts if text)
