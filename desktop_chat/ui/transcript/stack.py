"""What a message is stacked of, and at which distances."""

from __future__ import annotations

import json
from dataclasses import dataclass

from desktop_chat.domain.messages import Message, Role, ToolCall
from desktop_chat.domain.text import first_line
from desktop_chat.ui import theme as tokens
from desktop_chat.ui.transcript.body import Body
from desktop_chat.ui.transcript.ending import EndingLine, notice_of, progress_notice
from desktop_chat.ui.transcript.facts import Facts
from desktop_chat.ui.transcript.margin import margin_height, margin_of, stacked_height
from desktop_chat.ui.transcript.page import Page
from desktop_chat.ui.transcript.parts import FoldLine, Part, ReceiptLine, TextPart, ToolLine
from desktop_chat.words import endings, times
from desktop_chat.words.catalogue import tr, trn

_FOLDED_ABOVE = 12  # lines of a question
_SHOWN_FOLDED = 6
_ARGUMENT = 200  # characters of a call's argument


@dataclass(frozen=True, slots=True)
class Texts:
    """The three texts a message can have."""

    text: Body
    reasoning: Body
    refusal: Body

    @property
    def lengths(self) -> tuple[int, int, int]:
        return len(self.text), len(self.reasoning), len(self.refusal)

    def release(self) -> None:
        for body in (self.text, self.reasoning, self.refusal):
            body.release()


@dataclass(frozen=True, slots=True)
class Stack:
    """Parts, each with its top; the block they make; where the margin begins. All counted from the item's top."""

    parts: tuple[tuple[int, Part], ...] = ()
    top: int = 0
    bottom: int = 0
    margin_top: int = 0
    height: int = 0


def texts_of(message: Message, page: Page) -> Texts:
    return Texts(
        Body(message.text, page.text), Body(message.reasoning, page.reasoning), Body(message.refusal, page.text)
    )


def stacked(page: Page, facts: Facts, texts: Texts, gap: int, *, unfolded: bool) -> Stack:
    """Everything set for this page, `gap` below the message before."""
    day = page.line(tokens.TIME) + page.metrics.space12 if facts.day else 0
    pile = _Pile(page, gap + day)
    if facts.is_spoken:
        _pile_spoken(pile, facts, texts, unfolded)
    elif facts.message.role is Role.TOOL:
        _pile_result(pile, facts)
    else:
        _pile_reply(pile, facts, texts, unfolded)
    return pile.finished(facts)


class _Pile:
    """Collects parts from the top down."""

    def __init__(self, page: Page, top: int) -> None:
        self.page = page
        self.parts: list[tuple[int, Part]] = []
        self.top = self.y = self.margin_top = top
        self.bottom: int | None = None
        self._gap = 0

    def begin(self, padding: int) -> None:
        """Room above the first part, and for the margin where it stands there."""
        self.y += padding
        self.margin_top = self.y
        if self.page.columns.stacked:
            self.y += stacked_height(self.page)

    def put(self, part: Part, gap: int = 0) -> None:
        """The next part, `gap` below the one before it."""
        if self.parts:
            self.y += gap
        self.parts.append((self.y, part))
        self.y += part.height

    def end(self, padding: int) -> None:
        """The block ends here; what still follows hangs below it."""
        self.y += padding
        self.bottom = self.y

    def finished(self, facts: Facts) -> Stack:
        page = self.page
        bottom = self.y if self.bottom is None else self.bottom
        # The margin may reach into the distance to the next message, so that a word in it moves nothing.
        rows = 0 if page.columns.stacked else margin_of(facts).rows
        beside = self.margin_top + margin_height(page, rows) - page.metrics.answer_gap if rows else 0
        return Stack(tuple(self.parts), self.top, bottom, self.margin_top, max(self.y, beside))


def _pile_spoken(pile: _Pile, facts: Facts, texts: Texts, unfolded: bool) -> None:
    """A question or a system message: in a band; a long one is folded."""
    page, metrics = pile.page, pile.page.metrics
    pile.begin(metrics.band_padding)
    texts.text.lay_out(page.columns.measure, page.text)
    text = TextPart(texts.text, tokens.BODY.ink, faded=facts.faded, least=page.line(tokens.BODY))
    pile.put(text)
    rows = texts.text.rows
    if rows > _FOLDED_ABOVE:
        more = rows - _SHOWN_FOLDED
        words = (
            tr("Show less") if unfolded else trn("{n} more line", "{n} more lines", more).format(n=times.count(more))
        )
        if not unfolded:
            pile.y -= text.height
            text.shown = texts.text.height_of(_SHOWN_FOLDED)
            pile.y += text.height
        pile.put(FoldLine(page, words, unfolded, "link"), metrics.space4)
    pile.end(metrics.band_padding)
    if facts.places > 1:
        pile.put(ReceiptLine(page, facts.place, facts.places, ""))
        pile.y -= metrics.space12  # it stands in the distance to the answer


def _pile_result(pile: _Pile, facts: Facts) -> None:
    pile.begin(pile.page.metrics.space4 if pile.page.columns.stacked else 0)
    pile.put(ToolLine(pile.page, "", first_line(facts.message.text, _ARGUMENT), facts.faded))


def _pile_reply(pile: _Pile, facts: Facts, texts: Texts, unfolded: bool) -> None:
    page, metrics, message = pile.page, pile.page.metrics, facts.message
    pile.begin(metrics.space4 if page.columns.stacked else 0)
    if len(texts.reasoning):
        _put_reasoning(pile, facts, texts, unfolded)
    if len(texts.text) or message.is_streaming:
        texts.text.lay_out(page.columns.measure, page.text)
        least = page.line(tokens.BODY)
        pile.put(TextPart(texts.text, tokens.BODY.ink, 0, facts.faded, message.is_streaming, least), metrics.space4)
    if len(texts.refusal):
        texts.refusal.lay_out(page.columns.measure, page.text)
        pile.put(TextPart(texts.refusal, tokens.BODY.ink, faded=facts.faded), metrics.block_gap)
    for place, call in enumerate(message.tool_calls):
        line = ToolLine(page, call.name, _first_argument(call), facts.faded)
        pile.put(line, metrics.space4 if place else metrics.block_gap)
    notice = progress_notice(facts.progress) if facts.progress else notice_of(message)
    if notice:
        pile.put(EndingLine(page, notice), metrics.block_gap)
    receipt = "" if message.is_streaming else endings.receipt_line(message, facts.seconds)
    pile.put(ReceiptLine(page, facts.place, facts.places, receipt), metrics.space4 if notice else metrics.block_gap)


def _put_reasoning(pile: _Pile, facts: Facts, texts: Texts, unfolded: bool) -> None:
    page = pile.page
    pile.put(FoldLine(page, _thought(facts, texts), unfolded, "text3"))
    if unfolded:
        indent = page.metrics.quote_indent
        texts.reasoning.lay_out(page.columns.measure - indent, page.reasoning)
        pile.put(TextPart(texts.reasoning, tokens.REASONING.ink, indent, facts.faded))
        pile.y += page.metrics.space8


def _thought(facts: Facts, texts: Texts) -> str:
    if facts.message.is_streaming and not len(texts.text):
        return tr("Thinking…")
    if facts.thought_s is None:
        return tr("Thoughts")
    if facts.thought_s < 1:
        return tr("Thought for less than 1 s")
    return tr("Thought for {seconds} s").format(seconds=times.count(round(facts.thought_s)))


def _first_argument(call: ToolCall) -> str:
    """The value that tells most about a call: the first one; the text as it came where it is no JSON."""
    try:
        arguments = json.loads(call.arguments)
    except (ValueError, RecursionError):
        return first_line(call.arguments, _ARGUMENT)
    if isinstance(arguments, dict):
        arguments = next(iter(arguments.values()), "")
    shown = arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)
    return first_line(shown, _ARGUMENT)


def estimated_height(page: Page, message: Message, text: int) -> int:
    """About how high it will be, its text being about so high; the distance to the message before is included."""
    metrics = page.metrics
    if message.role is Role.TOOL:
        return metrics.answer_gap + metrics.button_small
    if message.is_reply:
        return metrics.answer_gap + text + metrics.block_gap + metrics.receipt
    most = (_FOLDED_ABOVE + 1) * page.line(tokens.BODY)
    return metrics.turn_gap + min(text, most) + 2 * metrics.band_padding
