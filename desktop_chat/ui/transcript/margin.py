"""Who speaks, when, and whether it is sent: beside the text, or above it where there is no room beside."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF

from desktop_chat.domain.context import Reason
from desktop_chat.domain.messages import Role, now
from desktop_chat.domain.truncation import Sight
from desktop_chat.domain.values import dataclass
from desktop_chat.ui import theme as tokens
from desktop_chat.ui.icons import Icon, draw_icon
from desktop_chat.ui.text_line import line_width
from desktop_chat.ui.transcript import cards
from desktop_chat.ui.transcript.cards import Card
from desktop_chat.ui.transcript.facts import Facts, Joint
from desktop_chat.ui.transcript.page import Page, Scene
from desktop_chat.words import endings, times
from desktop_chat.words.catalogue import tr

_ROWS = 3  # name, time and note


@dataclass(frozen=True, slots=True)
class Margin:
    """What stands there. `note` says something about the context or the writing; `sign` helps finding it."""

    name: str
    time: str
    note: str = ""
    sign: Icon | None = None
    note_ink: str = "text3"

    @property
    def rows(self) -> int:
        return _ROWS if self.note else _ROWS - 1


def margin_of(facts: Facts) -> Margin:
    message, at = facts.message, now().astimezone()
    if facts.card:
        return _margin_of_card(facts, facts.card, (at - message.created_at).total_seconds())
    name = endings.role_name(message.role, message.model)
    time = times.clock(message.created_at, at)
    if message.is_streaming:
        elapsed = (at - message.created_at).total_seconds()
        return Margin(name, time, endings.writing(elapsed), note_ink="link")
    if facts.reason.is_in and facts.sight is not Sight.WHOLE:
        return Margin(name, time, endings.sight_word(facts.sight), Icon.BEGINNING_DROPPED, "warn")
    sign = Icon.PINNED if facts.reason is Reason.PINNED else None
    return Margin(name, time, endings.margin_word(facts.reason, message.status) or endings.hand_word(message), sign)


def _margin_of_card(facts: Facts, card: Card, elapsed: float) -> Margin:
    """A summary has no time of its own. One that is not in force says so."""
    if facts.message.is_streaming:
        return Margin(cards.name(), endings.writing(elapsed), note_ink="link")
    if card.is_proposed:
        return Margin(cards.name(), tr("not in use"))
    by = "" if card.reply else tr("written by you")
    return Margin(cards.name(), by, "" if facts.reason is Reason.SUMMARY else endings.margin_word(facts.reason))


def margin_height(page: Page, rows: int) -> int:
    """How far down it reaches beside the text."""
    line = page.line(tokens.NAME)
    return (page.line(tokens.BODY) - line) // 2 + rows * line


def stacked_height(page: Page) -> int:
    """What it takes above the text."""
    return page.line(tokens.NAME) + page.metrics.space4


def draw_margin(scene: Scene, margin: Margin, y: float) -> None:
    """Paint it, the text's first line beginning at `y` (stacked: the margin itself does)."""
    if scene.page.columns.stacked:
        _draw_stacked(scene, margin, y)
    else:
        _draw_beside(scene, margin, y)


def draw_joint(scene: Scene, joint: Joint, top: float, line: float) -> None:
    """A mark beside the line, `line` below the `top` of the text, where a reply goes on that had broken off."""
    page, columns = scene.page, scene.page.columns
    side, height = page.metrics.caret, page.line(tokens.BODY)
    # Between the names and the spine it meets neither; where no names stand there, it has the edge for itself.
    from_, room = (0, columns.spine) if columns.stacked else (columns.names_end, page.metrics.margin_gap)
    box = scene.placed(from_ + (room - side) / 2, top + line + (height - side) / 2, side, side)
    draw_icon(scene.painter, Icon.JOINT, box, page.palette.text3)
    if joint.by and not columns.stacked:
        row, outer = page.line(tokens.NAME), page.metrics.space16
        room = columns.names_end - outer
        name = _shortened(endings.role_name(Role.ASSISTANT, joint.by), page.theme.font(tokens.NAME), room)
        below = max(line, _ROWS * row) + (height - row) / 2
        scene.words(scene.placed(outer, top + below, room, row), name, tokens.NAME, at_end=True)


def _draw_beside(scene: Scene, margin: Margin, y: float) -> None:
    page = scene.page
    line = page.line(tokens.NAME)
    outer = page.metrics.space16
    room = page.columns.names_end - outer
    y += (page.line(tokens.BODY) - line) / 2
    name = _shortened(margin.name, page.theme.font(tokens.NAME), room)
    scene.words(scene.placed(outer, y, room, line), name, tokens.NAME, at_end=True)
    scene.words(scene.placed(outer, y + line, room, line), margin.time, tokens.TIME, at_end=True)
    if margin.note:
        ink = page.theme.colour(margin.note_ink)
        note = scene.placed(outer, y + 2 * line, room, line)
        used = scene.words(note, margin.note, tokens.TIME, ink, at_end=True)
        _draw_sign(scene, margin, page.columns.names_end - used - page.metrics.space4, y + 2 * line)


def _draw_stacked(scene: Scene, margin: Margin, y: float) -> None:
    page, columns = scene.page, scene.page.columns
    line, gap = page.line(tokens.NAME), page.metrics.space8
    left = float(columns.text)
    ink = page.theme.colour(margin.note_ink)
    pieces: list[tuple[str, tokens.TextStyle, QColor | None]] = [
        (margin.name, tokens.NAME, None),
        (margin.time, tokens.TIME, None),
        (margin.note, tokens.TIME, ink),
    ]
    beside = sum(line_width(text, page.theme.font(style)) + gap for text, style, _ in pieces[1:])
    sign = page.metrics.caret + page.metrics.space4 if margin.sign else 0
    for text, style, colour in pieces:
        room = columns.text_end - left
        if text is margin.name:
            room -= beside + sign
            text = _shortened(text, page.theme.font(style), room)  # noqa: PLW2901 - the same words, fitted
        if text is margin.note and margin.sign:
            left += sign
            _draw_sign(scene, margin, left - page.metrics.space4, y)
        left += scene.words(scene.placed(left, y, max(room, 1), line), text, style, colour) + gap


def _draw_sign(scene: Scene, margin: Margin, end: float, y: float) -> None:
    if margin.sign is not None:
        side, line = scene.page.metrics.caret, scene.page.line(tokens.NAME)
        box = scene.placed(end - side, y + (line - side) / 2, side, side)
        draw_icon(scene.painter, margin.sign, box, scene.page.theme.colour(margin.note_ink))


def _shortened(name: str, font: QFont, room: float) -> str:
    """Models of one family differ at the end of their names, so the middle goes first."""
    return QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideMiddle, room)
