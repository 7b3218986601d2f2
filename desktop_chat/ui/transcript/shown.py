"""What of a message is on the page: its parts where they stand, and what a pointer finds there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF

from desktop_chat.domain.endings import Offer
from desktop_chat.ui.transcript.actions import Action, Pressed
from desktop_chat.ui.transcript.body import Body
from desktop_chat.ui.transcript.divider import DividerLine
from desktop_chat.ui.transcript.ending import EndingLine
from desktop_chat.ui.transcript.facts import Facts
from desktop_chat.ui.transcript.page import Page, Scene
from desktop_chat.ui.transcript.parts import FoldLine, TextPart, ToolLine
from desktop_chat.ui.transcript.stack import Stack
from desktop_chat.ui.transcript.surroundings import Surroundings, draw_surroundings


class Shown:
    """`page` and `facts` are what it was stacked with, None while it is not. Heights are counted from its top, the
    distance to the message before included.
    """

    def __init__(self) -> None:
        self.page: Page | None = None
        self.facts: Facts | None = None
        self._stack = Stack()
        self._gap = 0

    @property
    def height(self) -> int:
        return self._stack.height

    @property
    def block(self) -> tuple[int, int]:
        """Top and bottom of what the message takes beside its margin."""
        return self._stack.top, self._stack.bottom

    @property
    def margin_top(self) -> int:
        """Where it begins to be said who speaks, and for how long."""
        return self._stack.margin_top

    @property
    def bodies(self) -> tuple[Body, ...]:
        """The texts that are to be seen, from the top down."""
        return tuple(body for _, body in self.texts_at())

    def texts_at(self) -> Iterator[tuple[int, Body]]:
        """Those texts, each with its top."""
        return ((top, part.body) for top, part in self._stack.parts if isinstance(part, TextPart))

    @property
    def can_unfold(self) -> bool:
        parts = (part for _, part in self._stack.parts if isinstance(part, FoldLine | ToolLine))
        return any(part.action is Action.UNFOLD for part in parts)

    def text_at(self, y: float) -> tuple[Body, float] | None:
        """The text at that height, and the height in it."""
        for top, part in self._stack.parts:
            if isinstance(part, TextPart) and top <= y < top + part.height:
                return part.body, y - top
        return None

    def corner_of(self, body: Body) -> QPointF:
        """Where that text stands on the page, from the item's top."""
        assert self.page is not None
        for top, part in self._stack.parts:
            if isinstance(part, TextPart) and part.body is body:
                return part.box(self.page, top).topLeft()
        return QPointF()

    def buttons(self) -> Iterator[tuple[Offer, QRectF]]:
        """Where each of its buttons stands, as placed on the page, from the item's top."""
        if self.page is None:
            return
        columns = self.page.columns
        for top, part in self._stack.parts:
            if isinstance(part, EndingLine):
                for offer, box in part.buttons():
                    yield offer, columns.placed(columns.text + box.left(), top + box.top(), box.width(), box.height())

    def divider(self) -> QRectF | None:
        """Where the fresh start behind it stands, as placed on the page, from the item's top."""
        for top, part in self._stack.parts:
            if isinstance(part, DividerLine) and self.page is not None:
                columns = self.page.columns
                return columns.placed(columns.text, top, columns.measure, part.height)
        return None

    def action_at(self, x: float, y: float) -> Pressed | None:
        """What a click there means; `x` counted from the left edge of the text."""
        for top, part in self._stack.parts:
            if top <= y < top + part.height:
                return part.action_at(x)
        return None

    def draw(self, scene: Scene, y: float, hovered: Pressed | None = None) -> None:
        """Paint it with its top at `y`; the spine is not part of it."""
        if self.facts is None:
            return
        draw_surroundings(scene, Surroundings(self.facts, self._stack, self._gap), y)
        if hovered is not None:
            scene = replace(scene, hovered=hovered)
        for top, part in self._stack.parts:
            if y + top < scene.bottom and y + top + part.height > scene.top:
                part.draw(scene, y + top)
