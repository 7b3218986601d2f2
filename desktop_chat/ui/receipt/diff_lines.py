"""The difference of two requests as lines: parameters first, then message by message."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from desktop_chat.domain.comparison import Comparison, Kind, Step, compare, lines
from desktop_chat.domain.spelled import WireRequest
from desktop_chat.domain.wire import WireMessage, as_sent
from desktop_chat.ui.lines.folding import FoldingLines
from desktop_chat.ui.lines.json_rows import INDENT, as_json
from desktop_chat.ui.lines.line import Line
from desktop_chat.ui.receipt.diff_blocks import Block, Plain, Run, Said, Side
from desktop_chat.words import times
from desktop_chat.words.catalogue import trn

_SHOWN = 1  # so many that are alike in a row are not worth a fold


class DiffLines(FoldingLines):
    """From `before` to `after`."""

    def __init__(self, before: WireRequest, after: WireRequest) -> None:
        super().__init__()
        self.comparison = compare(before, after)
        self._all = tuple(_blocks(self.comparison, before.wire, after.wire))
        self._shown: Sequence[Block] = self._all

    def show_only_differences(self, only: bool) -> None:
        self.beginResetModel()
        self._opened.clear()
        self._shown = (
            [block for block in self._all if block.counts or block.side is not Side.BOTH] if only else self._all
        )
        self.begin_anew()
        self.endResetModel()

    def differences(self) -> list[int]:
        """The rows where one begins, as they stand now."""
        starts = self.starts()
        return [starts[number] for number, block in enumerate(self._shown) if block.counts]

    def blocks(self) -> int:
        return len(self._shown)

    def folded(self, block: int) -> Line:
        return self._shown[block].folded(self.room)

    def whole(self, block: int) -> Iterator[Line]:
        return self._shown[block].whole(self.room)

    def written(self, block: int) -> str:
        one = self._shown[block]
        sign, _, _ = one.side.value
        return f"{sign} {one.written()}" if sign else f"  {one.written()}"


def _differs(block: Block) -> bool:
    return block.counts or block.side is not Side.BOTH


def _blocks(comparison: Comparison, before: Sequence[WireMessage], after: Sequence[WireMessage]) -> Iterator[Block]:
    yield Plain("{")
    for name, (one, other) in comparison.parameters.items():
        yield from _parameter(name, one, other)
    yield Plain(f'{INDENT}"messages": [')
    for step in comparison.messages:
        yield from _messages(step, before, after)
    yield Plain(f"{INDENT}]")
    yield Plain("}")


def _parameter(name: str, before: str | None, after: str | None) -> Iterator[Block]:
    if before == after:
        yield Plain(f"{INDENT}{as_json(name)}: {after},")
        return
    for value, side, counts in ((before, Side.BEFORE, True), (after, Side.AFTER, before is None)):
        if value is not None:
            yield Plain(f"{INDENT}{as_json(name)}: {value},", side, counts)


def _messages(step: Step, before: Sequence[WireMessage], after: Sequence[WireMessage]) -> Iterator[Block]:
    match step.kind:
        case Kind.CHANGED:
            yield from _changed(before[step.before.start], after[step.after.start])
        case Kind.REMOVED:
            yield from (Said(before[n], Side.BEFORE, True, n + 1 < len(before)) for n in step.before)
        case Kind.ADDED:
            yield from (Said(after[n], Side.AFTER, True, n + 1 < len(after)) for n in step.after)
        case Kind.SAME:
            words = trn("{n} message, the same", "{n} messages, the same", len(step.after))
            yield from _alike(step.after, lambda n: Said(after[n], comma=n + 1 < len(after)), words)


def _alike(places: range, block: Callable[[int], Block], words: str) -> Iterator[Block]:
    """One as it is, several in `words`."""
    if len(places) <= _SHOWN:
        yield from map(block, places)
    else:
        yield Run(words.format(n=times.count(len(places))), lambda: [block(n) for n in places])


def _changed(before: WireMessage, after: WireMessage) -> Iterator[Block]:
    """Short texts whole; of longer ones the lines that differ."""
    one, other = before.content, after.content
    if one == other or ("\n" not in one and "\n" not in other):
        parts_at = next(
            (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
        )
        yield Said(before, Side.BEFORE, counts=True, parts_at=parts_at)
        yield Said(after, Side.AFTER, parts_at=parts_at)
        return
    yield Plain(f'{INDENT * 2}{{"role": {as_json(as_sent(after)["role"])}, "content": "', counts=True)
    texts = one.split("\n"), other.split("\n")
    for step in lines(one, other):
        yield from _lines(step, *texts)
    yield Plain(f'{INDENT * 2}"}}')


def _lines(step: Step, before: Sequence[str], after: Sequence[str]) -> Iterator[Block]:
    match step.kind:
        case Kind.REMOVED:
            yield from (Plain(_line(before, n), Side.BEFORE) for n in step.before)
        case Kind.ADDED:
            yield from (Plain(_line(after, n), Side.AFTER) for n in step.after)
        case _:
            words = trn("{n} line, the same", "{n} lines, the same", len(step.after))
            yield from _alike(step.after, lambda n: Plain(_line(after, n)), words)


def _line(texts: Sequence[str], number: int) -> str:
    """One line of a message as JSON has it, its line end too."""
    end = "" if number + 1 == len(texts) else "\\n"
    return f"{INDENT * 3}{as_json(texts[number])[1:-1]}{end}"
