"""The line below a reply that says how it ended, with room for the buttons that say what can be done.

The sentence and its buttons share a line where there is room, else the buttons stand below. They are real buttons,
placed by the view, so that keys and screen readers reach them; this part only knows where.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QTextCharFormat

from desktop_chat.domain.endings import Ending, Offer, ending_of, offers
from desktop_chat.domain.messages import Message
from desktop_chat.domain.truncation import Truncation
from desktop_chat.domain.values import dataclass
from desktop_chat.ui import theme as tokens
from desktop_chat.ui.icons import Icon, draw_icon
from desktop_chat.ui.painting import draw_box
from desktop_chat.ui.text_line import line_width
from desktop_chat.ui.transcript.actions import Action
from desktop_chat.ui.transcript.page import Page, Scene
from desktop_chat.ui.transcript.typeset import Paragraph, Span, TextLook
from desktop_chat.words import endings
from desktop_chat.words.catalogue import joined

_LEAST_SHARE = 0.4  # of the line, for the sentence; with less the buttons stand below it


@dataclass(frozen=True, slots=True)
class Tone:
    """How loudly it is said; tokens of the palette."""

    ground: str
    ink: str
    mark: str


_QUIET = Tone("sunken", "text2", "text2")
_WARN = Tone("warn_bg", "warn", "warn_mark")
_ERR = Tone("err_bg", "err", "err_mark")

_SIGNS = {
    Ending.LENGTH: (Icon.CUT, _WARN),
    Ending.CUT: (Icon.CONNECTION_CUT, _WARN),
    Ending.WITHHELD: (Icon.WITHHELD, _WARN),
    Ending.INTERRUPTED: (Icon.INTERRUPTED, _WARN),
    Ending.FAILED: (Icon.ERROR, _ERR),
    Ending.STOPPED: (Icon.STOPPED, _QUIET),
    Ending.TOOL_CALLS: (Icon.TOOL, _QUIET),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """What is said: the first `strong` characters of the sentence stand out, `quoted` are another's words."""

    icon: Icon
    tone: Tone
    sentence: str
    strong: int = 0
    quoted: str = ""
    offers: tuple[Offer, ...] = ()


def notice_of(message: Message) -> Notice | None:
    """What is to be said about how this reply ended; nothing for one that is complete or being written."""
    ending = ending_of(message)
    if not message.is_reply or ending not in _SIGNS or (ending is Ending.TOOL_CALLS and message.tool_calls):
        return None
    icon, tone = _SIGNS[ending]
    told = endings.explanation(message)
    if told is None:
        return Notice(icon, tone, endings.sentence(message), offers=offers(message))
    sentence = joined(told.headline, told.detail)
    return Notice(icon, tone, sentence, len(told.headline), told.words, offers(message))


def notice_of_card(message: Message) -> Notice | None:
    """The same for a summary that was not finished: it is not gone on with, but asked for once more."""
    found = notice_of(message)
    if found is None:
        return None
    kept = tuple(offer for offer in found.offers if offer in {Offer.RAISE_LIMIT, Offer.ENDPOINT})
    return replace(found, offers=(Offer.RETRY, *kept))


def progress_notice(sentence: str) -> Notice:
    """What is said while a request is made again or differently."""
    return Notice(Icon.RETRY, _QUIET, sentence)


def alarm_notice(found: Truncation) -> Notice:
    """What is said where the server has not read all that was sent."""
    return Notice(Icon.BEGINNING_DROPPED, _WARN, endings.truncation(found), offers=(Offer.CONTEXT, Offer.BUDGET))


class EndingLine:
    """A notice in the width of the text."""

    def __init__(self, page: Page, notice: Notice) -> None:
        self._page, self._notice = page, notice
        metrics = page.metrics
        self._inset = (metrics.ending - page.line(tokens.CONTROL)) // 2
        self._left = self._inset + metrics.icon + metrics.space8
        self._widths = [button_width(page, endings.offer_label(offer)) for offer in notice.offers]
        beside = sum(width + metrics.space8 for width in self._widths)
        room = page.columns.measure - self._left - self._inset
        self._below = room - beside < page.columns.measure * _LEAST_SHARE
        self._texts = self._set(room if self._below else room - beside)
        self._said = sum(text.height for text, _ in self._texts)

    @property
    def height(self) -> int:
        metrics = self._page.metrics
        below = metrics.button_small + metrics.space8 if self._below and self._widths else 0
        return self._said + below + 2 * self._inset

    def draw(self, scene: Scene, y: float) -> None:
        page, tone, metrics = self._page, self._notice.tone, self._page.metrics
        columns = page.columns
        edge = page.palette.line if page.theme.high_contrast else None
        ground = page.theme.colour(tone.ground)
        draw_box(
            scene.painter, scene.placed(columns.text, y, columns.measure, self.height), ground, metrics.radius, edge
        )
        line = page.line(tokens.CONTROL)
        middle = y + self._inset + (line - metrics.icon) / 2
        icon = scene.placed(columns.text + self._inset, middle, metrics.icon, metrics.icon)
        draw_icon(scene.painter, self._notice.icon, icon, page.theme.colour(tone.mark))
        top = y + self._inset
        for text, ink in self._texts:
            width = max(text.natural_width, 1)
            box = scene.placed(columns.text + self._left, top, width, text.height)
            text.draw(scene.painter, box.topLeft(), page.theme.colour(ink))
            top += text.height

    def action_at(self, x: float) -> Action | None:
        return None

    def buttons(self) -> list[tuple[Offer, QRectF]]:
        """Where each button stands, counted from the left edge of the text and the line's top."""
        metrics = self._page.metrics
        height = metrics.button_small
        first_line = self._inset + self._page.line(tokens.CONTROL) / 2
        top = first_line - height / 2
        left = self._page.columns.measure - (metrics.ending - height) // 2 - metrics.space2
        if self._below:
            top = self._inset + self._said + metrics.space8
            left = self._left + sum(self._widths) + metrics.space8 * (len(self._widths) - 1)
        placed = []
        for offer, width in zip(reversed(self._notice.offers), reversed(self._widths), strict=True):
            left -= width
            placed.append((offer, QRectF(left, top, width, height)))
            left -= metrics.space8
        return placed[::-1]

    def _set(self, width: float) -> list[tuple[Paragraph, str]]:
        notice = self._notice
        look = TextLook(self._page.theme.font(tokens.CONTROL), self._page.line(tokens.CONTROL))
        strong = [Span(0, notice.strong, _bold())] if notice.strong else []
        texts = [(Paragraph(notice.sentence, look, strong), notice.tone.ink)]
        if notice.quoted:
            texts.append((Paragraph(notice.quoted, look), "text2"))
        for text, _ in texts:
            text.layout(width)
        return texts


def button_width(page: Page, words: str) -> int:
    """What a small button with these words takes."""
    return round(line_width(words, page.theme.font(tokens.CONTROL)) + 2 * page.metrics.button_small_padding)


def _bold() -> QTextCharFormat:
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight(tokens.STRONG.weight))
    return bold
