"""The pieces a message is stacked of, from the top down: its text, lines that fold, tool calls, the receipt line.

A part knows its height for one page, paints itself where it is told to, and says what a click in it means. Places
inside a part are counted from the left edge of the text, mirrored by whoever asks.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor

from desktop_chat.domain.values import dataclass
from desktop_chat.ui import theme as tokens
from desktop_chat.ui.icons import Icon, draw_icon
from desktop_chat.ui.painting import draw_box
from desktop_chat.ui.text_line import line_width
from desktop_chat.ui.transcript.actions import Action, Pressed
from desktop_chat.ui.transcript.body import Body
from desktop_chat.ui.transcript.facts import Joint
from desktop_chat.ui.transcript.margin import draw_joint
from desktop_chat.ui.transcript.page import Page, Scene

_CARET_PER_EM = 1.2  # the height of the caret block


class Part(Protocol):
    """One piece of the stack."""

    @property
    def height(self) -> int: ...

    def draw(self, scene: Scene, y: float) -> None:
        """Paint with its top at `y`."""

    def action_at(self, x: float) -> Pressed | None:
        """What a click does, `x` counted from the left edge of the text."""


@dataclass(slots=True)
class TextPart:
    """A text, or the first `shown` pixels of it."""

    body: Body
    indent: int = 0
    writing: bool = False
    least: int = 0
    shown: int | None = None
    joints: tuple[Joint, ...] = ()

    @property
    def height(self) -> int:
        return self.shown if self.shown is not None else max(self.body.height, self.least)

    def draw(self, scene: Scene, y: float) -> None:
        box = self.box(scene.page, y)
        band = (scene.top - y, min(scene.bottom - y, self.height))
        painter = scene.painter
        if self.shown is not None:
            painter.save()
            painter.setClipRect(box)
        self.body.draw(painter, box.topLeft(), band, scene.marks_of(self.body))
        if self.shown is not None:
            painter.restore()
        if self.writing:
            self._draw_caret(scene, box.topLeft())
        for joint in self.joints:
            if (line := self.body.line_of(joint.at)) is not None:
                draw_joint(scene, joint, y, line)

    def box(self, page: Page, y: float) -> QRectF:
        """Where the text stands with its top at `y`."""
        columns = page.columns
        return columns.placed(columns.text + self.indent, y, columns.measure - self.indent, self.height)

    def action_at(self, x: float) -> Pressed | None:
        return None

    def _draw_caret(self, scene: Scene, at: QPointF) -> None:
        """A solid block where the next word will stand."""
        metrics = scene.page.metrics
        line = self.body.caret().translated(at)
        font = scene.page.theme.font(tokens.BODY)
        tall = min(round(font.pixelSize() * _CARET_PER_EM), line.height())
        gap = metrics.space2 if len(self.body) else 0
        block = QRectF(line.left() + gap, line.center().y() - tall / 2, metrics.caret_block, tall)
        scene.painter.fillRect(block.toAlignedRect(), scene.page.palette.accent)


@dataclass(slots=True)
class FoldLine:
    """A caret and words: what is folded below or above it."""

    page: Page
    words: str
    is_open: bool
    ink: str
    action: Action = Action.UNFOLD

    @property
    def height(self) -> int:
        return self.page.metrics.button_small

    def draw(self, scene: Scene, y: float) -> None:
        metrics, columns = self.page.metrics, self.page.columns
        hovered = scene.hovered is self.action
        ink = self.page.palette.text if hovered else self.page.theme.colour(self.ink)
        icon = Icon.DOWN if self.is_open else (Icon.PREVIOUS if columns.mirrored else Icon.NEXT)
        middle = y + (self.height - metrics.caret) / 2
        draw_icon(scene.painter, icon, scene.placed(columns.text, middle, metrics.caret, metrics.caret), ink)
        left = columns.text + metrics.caret + metrics.space4
        box = scene.placed(left, y, columns.text_end - left, self.height)
        scene.words(box, self.words, tokens.CONTROL, ink)

    def action_at(self, x: float) -> Pressed | None:
        width = line_width(self.words, self.page.theme.font(tokens.CONTROL))
        return self.action if 0 <= x <= self.page.metrics.icon + width + self.page.metrics.space4 else None


@dataclass(slots=True)
class CaptionLine:
    """What is said about a message above its text."""

    page: Page
    words: str

    @property
    def height(self) -> int:
        return self.page.line(tokens.SMALL)

    def draw(self, scene: Scene, y: float) -> None:
        columns = self.page.columns
        scene.words(scene.placed(columns.text, y, columns.measure, self.height), self.words, tokens.SMALL)

    def action_at(self, x: float) -> Pressed | None:
        return None


@dataclass(slots=True)
class ToolLine:
    """A call, or what came of one, on one line; a click shows all of it below, or folds it again."""

    page: Page
    name: str
    argument: str
    is_open: bool
    faded: bool = False
    action = Action.UNFOLD

    @property
    def height(self) -> int:
        return self.page.metrics.button_small

    def draw(self, scene: Scene, y: float) -> None:
        metrics, palette, columns = self.page.metrics, self.page.palette, self.page.columns
        box = scene.placed(columns.text, y, columns.measure, self.height)
        edge = palette.line if self.page.theme.high_contrast else None
        draw_box(scene.painter, box, palette.sunken, metrics.radius, edge)
        name_ink = palette.faded if self.faded else palette.text
        argument_ink = palette.faded if self.faded else palette.text3
        left = columns.text + metrics.space8
        side = metrics.icon_small
        icon = scene.placed(left, y + (self.height - side) / 2, side, side)
        draw_icon(scene.painter, Icon.TOOL, icon, argument_ink)
        left += side + metrics.space8
        room = columns.text_end - 2 * metrics.space8 - metrics.caret - left
        fold = Icon.DOWN if self.is_open else (Icon.PREVIOUS if columns.mirrored else Icon.NEXT)
        middle = y + (self.height - metrics.caret) / 2
        caret = scene.placed(left + room + metrics.space8, middle, metrics.caret, metrics.caret)
        draw_icon(scene.painter, fold, caret, palette.text if scene.hovered is self.action else argument_ink)
        name = scene.placed(left, y, room, self.height)
        used = scene.words(name, self.name, tokens.CONTROL, name_ink) + (metrics.space8 if self.name else 0)
        if self.argument and used < room:
            rest = scene.placed(left + used, y, room - used, self.height)
            scene.words(rest, self.argument, tokens.LABEL, argument_ink)

    def action_at(self, x: float) -> Pressed | None:
        return self.action if 0 <= x <= self.page.columns.measure else None


@dataclass(frozen=True, slots=True)
class _Piece:
    """One thing on the receipt line, `left` counted from the text."""

    left: float
    width: float
    action: Pressed | None
    icon: Icon | None = None
    words: str = ""


class ReceiptLine:
    """Which branch this is, where there are several, and what the reply took: the way to the whole receipt."""

    def __init__(self, page: Page, place: int, places: int, words: str) -> None:
        self._page, self._place, self._places = page, place, places
        self._pieces: list[_Piece] = []
        left = self._add_switcher(0.0) if places > 1 else 0.0
        if words:
            metrics = page.metrics
            left = self._add(left, metrics.icon_small, Action.RECEIPT, Icon.RECEIPT) + metrics.space4
            self._add(left, self._width(words), Action.RECEIPT, words=words)

    @property
    def height(self) -> int:
        return self._page.metrics.receipt

    def draw(self, scene: Scene, y: float) -> None:
        columns = self._page.columns
        for piece in self._pieces:
            box = scene.placed(columns.text + piece.left, y, piece.width, self.height)
            ink = self._ink(piece, scene.hovered)
            if piece.icon is not None:
                side = piece.width
                icon = QRectF(box.left(), box.center().y() - side / 2, side, side)
                draw_icon(scene.painter, piece.icon, icon, ink)
            else:
                scene.words(box, piece.words, tokens.SMALL, ink)

    def action_at(self, x: float) -> Pressed | None:
        reach = self._page.metrics.space4  # carets are small; what is beside them belongs to them
        for piece in self._pieces:
            if piece.left - reach <= x <= piece.left + piece.width + reach and self._can(piece.action):
                return piece.action
        return None

    def _add_switcher(self, left: float) -> float:
        metrics = self._page.metrics
        rank = f"{self._place}/{self._places}"
        carets = [(Action.PREVIOUS_BRANCH, Icon.PREVIOUS), (Action.NEXT_BRANCH, Icon.NEXT)]
        if self._page.columns.mirrored:
            carets.reverse()  # on the screen previous, rank and next keep their order
        left = self._add(left, metrics.caret, *carets[0]) + metrics.space4
        left = self._add(left, self._width(rank), None, words=rank) + metrics.space4
        return self._add(left, metrics.caret, *carets[1]) + metrics.space16

    def _add(
        self, left: float, width: float, action: Pressed | None, icon: Icon | None = None, words: str = ""
    ) -> float:
        self._pieces.append(_Piece(left, width, action, icon, words))
        return left + width

    def _width(self, words: str) -> float:
        return line_width(words, self._page.theme.font(tokens.SMALL)) + self._page.metrics.border

    def _can(self, action: Pressed | None) -> bool:
        if action is Action.PREVIOUS_BRANCH:
            return self._place > 1
        if action is Action.NEXT_BRANCH:
            return self._place < self._places
        return action is not None

    def _ink(self, piece: _Piece, hovered: Pressed | None) -> QColor:
        palette = self._page.palette
        if piece.action is not None and not self._can(piece.action):
            return palette.disabled
        return palette.text if piece.action is not None and piece.action is hovered else palette.text3
