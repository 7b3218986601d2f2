"""A text as blocks, while it is still being written.

A reply arrives in pieces of a word or two, and each of them has to be on the screen a few milliseconds later however
long the reply already is. So a line is read once, when it ends (see `structure`); the line that has not ended yet is
read anew with each piece; and where that piece can only make the last paragraph or the code in an open fence longer,
not even that. Blocks are always what the whole text would give if it ended here, and a block that did not change stays
the same object: pages keep what they have laid out by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_chat.markup.blocks import Block, Kind
from desktop_chat.markup.definitions import linked, mentioned
from desktop_chat.markup.leaves import Fence, Paragraph
from desktop_chat.markup.line import BLANKS
from desktop_chat.markup.shown import LINE_END, Shown, shown_characters
from desktop_chat.markup.structure import Structure


class Document(Shown):
    """`append` what arrives; `blocks` is what it makes with all that came before. `parsed` counts the characters that
    were read for that, those read again included.
    """

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.parsed = 0
        self._line_at = 0
        self._line: list[str] = []  # the last line, which has not ended yet, in pieces
        self._structure = Structure()
        self._finished = 0
        self._grows: str | None = None
        self._links = _Links()
        self.append(text)

    def append(self, text: str) -> int:
        """Read on; the place of the first block that is another one than before."""
        if not text:
            return len(self._blocks)
        self._keep(text)
        text = shown_characters(text)
        if self._grows is not None and self._links.allow(text) and "\n" not in text and "\r" not in text:
            return self._grow(text)
        self._line.append(text)
        self._take_ended_lines()
        return self._show(self._what_is_open())

    def _take_ended_lines(self) -> None:
        text = "".join(self._line)
        place = 0
        for end in LINE_END.finditer(text):
            self._structure.take(text[place : end.start()], self._line_at + place)
            place = end.end()
        self.parsed += place
        self._line_at += place
        self._line = [text[place:]]

    def _what_is_open(self) -> Structure:
        """What the open leaf and the last line would make if the text ended here."""
        trial = self._structure.copy()
        (line,) = self._line
        if line:
            self.parsed += len(line)
            trial.take(line.removesuffix("\r"), self._line_at)
        blanks = _blanks_to_grow(trial) if line and not line.endswith("\r") else None
        trial.finish()
        may_define = trial.found or (trial.blocks and trial.blocks[-1].content.startswith("["))
        self._grows = None if may_define else blanks
        return trial

    def _show(self, trial: Structure) -> int:
        """Put what is finished and what is open behind the blocks that were finished before."""
        relinked = self._links.learn(self._structure, trial)
        finished, known = self._structure.blocks, self._links.known
        changed = self._put(self._finished, [linked(block, known) for block in (*finished, *trial.blocks)])
        self._links.watch(finished, self._finished)
        self._finished += len(finished)
        finished.clear()
        return min([changed, *self._relink(relinked)])

    def _relink(self, places: Sequence[int]) -> list[int]:
        """Give the finished blocks at `places` the links as they are now known; those that changed."""
        changed = []
        for place in places:
            block = linked(self._blocks[place], self._links.known)
            if block is not self._blocks[place]:
                self._blocks[place] = block
                changed.append(place)
        return changed

    def _grow(self, text: str) -> int:
        """The last block goes on with `text` and nothing else can have changed."""
        assert self._grows is not None
        self.parsed += len(text)
        self._line.append(text)
        block = self._blocks[-1]
        content = block.content + self._grows + text
        if block.kind is Kind.PARAGRAPH:
            stripped = content.rstrip(BLANKS)
            self._grows = content[len(stripped) :]
            content = stripped
        self._blocks[-1] = replace(block, end=self.length, content=content)
        return len(self._blocks) - 1


class _Links:
    """The reference definitions known, and which finished blocks mention which labels. Definitions in the open
    paragraph are not final yet.
    """

    def __init__(self) -> None:
        self.known: dict[str, str] = {}
        self._final: dict[str, str] = {}
        self._mentions: dict[int, frozenset[str]] = {}

    def allow(self, text: str) -> bool:
        """Whether a block that goes on with `text` keeps its links."""
        return not self.known or "]" not in text

    def learn(self, structure: Structure, trial: Structure) -> list[int]:
        """Take over what they found; the finished blocks that this may change."""
        if structure.found:
            self._final = {**dict(reversed(structure.found)), **self._final}
            structure.found.clear()
        before = self.known
        self.known = {**dict(reversed(trial.found)), **self._final} if trial.found else self._final
        if before is self.known:
            return []
        changed = {label for label, _ in before.items() ^ self.known.items()}
        return [place for place, labels in self._mentions.items() if labels & changed]

    def watch(self, blocks: Sequence[Block], first: int) -> None:
        for place, block in enumerate(blocks, first):
            if labels := mentioned(block):
                self._mentions[place] = frozenset(labels)


def _blanks_to_grow(trial: Structure) -> str | None:
    """If more of the last line can only make the open block longer: the blanks that come between the two."""
    leaf = trial.leaf
    if not isinstance(leaf, Fence | Paragraph) or not leaf.lines:
        return None
    last = leaf.lines.last
    if isinstance(leaf, Fence):
        return "" if last.lstrip(BLANKS)[:1] not in ("", leaf.mark[0]) and not leaf.closed else None
    return last[len(last.rstrip(BLANKS)) :] if last[:1].isalpha() else None
