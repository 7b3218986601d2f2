"""What a message is stacked of, and at which distances."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import replace

from desktop_chat.domain.messages import Message, Role, ToolCall
from desktop_chat.domain.text import first_line
from desktop_chat.domain.values import dataclass
from desktop_chat.ui import theme as tokens
from desktop_chat.ui.transcript.actions import Action
from desktop_chat.ui.transcript.attached import attached_height, part_of
from desktop_chat.ui.transcript.body import Body
from desktop_chat.ui.transcript.divider import DividerLine
from desktop_chat.ui.transcript.ending import EndingLine, alarm_notice, notice_of, notice_of_card, progress_notice
from desktop_chat.ui.transcript.facts import Facts
from desktop_chat.ui.transcript.leaves.leaf import characters_per_line
from desktop_chat.ui.transcript.looks import BodyLook
from desktop_chat.ui.transcript.margin import margin_height, margin_of, stacked_height
from desktop_chat.ui.transcript.page import Page
from desktop_chat.ui.transcript.parts import CaptionLine, FoldLine, Part, ReceiptLine, TextPart, ToolLine
from desktop_chat.ui.transcript.reading import Reading, reading_of
from desktop_chat.words import endings, times
from desktop_chat.words.catalogue import tr, trn

_FOLDED_ABOVE = 12  # lines of a question
_SHOWN_FOLDED = 6
_COUNTED = 10_000  # characters of a question up to which its lines are counted; of a longer one they are estimated
_ARGUMENT = 200  # characters of a call's argument


@dataclass(frozen=True, slots=True)
class Choices:
    """What the reader wants to see of a message: what is folded, and a very long reply as Markdown."""

    unfolded: bool = False
    wants_markdown: bool = False


@dataclass(frozen=True, slots=True)
class Texts:
    """The three texts a message can have, and what each call asks of its tool."""

    text: Body
    reasoning: Body
    refusal: Body
    calls: tuple[Body, ...]

    def are_of(self, message: Message) -> bool:
        """Whether they hold all that the message says."""
        held = len(self.text), len(self.reasoning), len(self.refusal), len(self.calls)
        return held == (len(message.text), len(message.reasoning), len(message.refusal), len(message.tool_calls))


@dataclass(frozen=True, slots=True)
class Stack:
    """Parts, each with its top; the block they make; where the margin begins. All counted from the item's top.

    `foot` is where the lowest part ends; the margin may need more, `least`.
    """

    parts: tuple[tuple[int, Part], ...] = ()
    top: int = 0
    bottom: int = 0
    margin_top: int = 0
    foot: int = 0
    least: int = 0

    @property
    def height(self) -> int:
        return max(self.foot, self.least)

    def stretched(self, number: int, by: int) -> Stack:
        """The part of that number has become higher: what stands below it moves."""
        parts = tuple((top + by if n > number else top, part) for n, (top, part) in enumerate(self.parts))
        inside = self.parts[number][0] < self.bottom
        return replace(self, parts=parts, foot=self.foot + by, bottom=self.bottom + by if inside else self.bottom)


def texts_of(message: Message, reading: Reading) -> Texts:
    """Thinking and refusals are short enough to be read as Markdown whatever the text is."""
    return Texts(
        Body(message.text, reading),
        Body(message.reasoning, Reading.MARKDOWN),
        Body(message.refusal, Reading.MARKDOWN),
        tuple(Body(asked_of(call), Reading.WRITTEN) for call in message.tool_calls),
    )


def stacked(page: Page, facts: Facts, texts: Texts, gap: int, *, choices: Choices) -> Stack:
    """Everything set for this page, `gap` below the message before."""
    day = page.line(tokens.TIME) + page.metrics.space12 if facts.day else 0
    pile = _Pile(page, gap + day)
    if facts.card:
        _pile_card(pile, facts, texts, facts.card.words)
    elif facts.is_spoken:
        _pile_spoken(pile, facts, texts, choices)
    elif facts.message.role is Role.TOOL:
        _pile_result(pile, facts, texts, choices)
    else:
        _pile_reply(pile, facts, texts, choices)
    if facts.divided is not None:
        pile.hang(DividerLine(page, facts.divided), page.metrics.answer_gap)
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

    def hang(self, part: Part, gap: int) -> None:
        """Something below the block that is no part of it."""
        if self.bottom is None:
            self.end(0)
        self.put(part, gap)

    def finished(self, facts: Facts) -> Stack:
        page = self.page
        bottom = self.y if self.bottom is None else self.bottom
        # The margin may reach into the distance to the next message, so that a word in it moves nothing.
        rows = 0 if page.columns.stacked else margin_of(facts).rows
        beside = self.margin_top + margin_height(page, rows) - page.metrics.answer_gap if rows else 0
        return Stack(tuple(self.parts), self.top, bottom, self.margin_top, self.y, beside)


def _pile_spoken(pile: _Pile, facts: Facts, texts: Texts, choices: Choices) -> None:
    """A question or a system message: in a band; a long one is folded."""
    page, metrics, line = pile.page, pile.page.metrics, pile.page.line(tokens.BODY)
    pile.begin(metrics.band_padding)
    body = texts.text
    body.lay_out(page.columns.measure, _look(page, page.text, facts))
    body.fill(0, (_FOLDED_ABOVE + 1) * line if len(body) > _COUNTED else math.inf)
    text = TextPart(body, least=line)
    folds = body.height > _FOLDED_ABOVE * line
    attached = facts.message.attachments
    if folds and not choices.unfolded:
        text.shown = max(line, body.y_of(body.place_at(_SHOWN_FOLDED * line)))
    if len(body) or not attached:
        pile.put(text)
    if folds:
        more = round((body.height - (text.shown or 0)) / line)
        words = trn("{n} more line", "{n} more lines", more).format(n=times.count(more))
        pile.put(
            FoldLine(page, tr("Show less") if choices.unfolded else words, choices.unfolded, "link"), metrics.space4
        )
    for number, attachment in enumerate(attached):
        part = part_of(page, attachment, number, faded=facts.faded)
        pile.put(part, metrics.space8 if number else metrics.block_gap)
    pile.end(metrics.band_padding)
    if facts.places > 1:
        pile.put(ReceiptLine(page, facts.place, facts.places, ""))
        pile.y -= metrics.space12  # it stands in the distance to the answer


def _pile_card(pile: _Pile, facts: Facts, texts: Texts, replaces: str) -> None:
    """A summary: what it replaces, and its text in a band; one that is being written, or was not finished, alike."""
    page, metrics, message = pile.page, pile.page.metrics, facts.message
    pile.begin(metrics.band_padding)
    pile.put(CaptionLine(page, replaces))
    if len(texts.text) or message.is_streaming:
        texts.text.lay_out(page.columns.measure, _look(page, page.text, facts))
        pile.put(TextPart(texts.text, writing=message.is_streaming, least=page.line(tokens.BODY)), metrics.space8)
    notice = progress_notice(facts.progress) if facts.progress else notice_of_card(message)
    if notice:
        pile.put(EndingLine(page, notice), metrics.block_gap)
    pile.end(metrics.band_padding)


def _pile_result(pile: _Pile, facts: Facts, texts: Texts, choices: Choices) -> None:
    pile.begin(pile.page.metrics.space4 if pile.page.columns.stacked else 0)
    line = ToolLine(pile.page, "", first_line(facts.message.text, _ARGUMENT), choices.unfolded, facts.faded)
    _put_tool(pile, facts, line, texts.text)


def _put_tool(pile: _Pile, facts: Facts, line: ToolLine, body: Body, gap: int = 0) -> None:
    """One line of a tool, and all of it below where that is wanted."""
    pile.put(line, gap)
    if line.is_open:
        body.lay_out(pile.page.columns.measure, _look(pile.page, pile.page.text, facts))
        pile.put(TextPart(body), pile.page.metrics.space8)


def _pile_reply(pile: _Pile, facts: Facts, texts: Texts, choices: Choices) -> None:
    page, metrics, message = pile.page, pile.page.metrics, facts.message
    pile.begin(metrics.space4 if page.columns.stacked else 0)
    if len(texts.reasoning):
        _put_reasoning(pile, facts, texts, choices)
    if len(texts.text) or message.is_streaming:
        _put_text(pile, facts, texts, choices)
    if len(texts.refusal):
        texts.refusal.lay_out(page.columns.measure, _look(page, page.text, facts))
        pile.put(TextPart(texts.refusal), metrics.block_gap)
    for place, call in enumerate(message.tool_calls):
        line = ToolLine(page, call.name, _first_argument(call), choices.unfolded, facts.faded)
        _put_tool(pile, facts, line, texts.calls[place], metrics.space4 if place else metrics.block_gap)
    notice = progress_notice(facts.progress) if facts.progress else notice_of(message)
    if notice:
        pile.put(EndingLine(page, notice), metrics.block_gap)
    if facts.truncation:
        pile.put(EndingLine(page, alarm_notice(facts.truncation)), metrics.space8 if notice else metrics.block_gap)
    receipt = (
        endings.receipt_line(message, facts.seconds, facts.cost)
        if facts.is_accounted and not message.is_streaming
        else ""
    )
    is_close = notice is not None or facts.truncation is not None
    pile.put(ReceiptLine(page, facts.place, facts.places, receipt), metrics.space4 if is_close else metrics.block_gap)


def _put_text(pile: _Pile, facts: Facts, texts: Texts, choices: Choices) -> None:
    page, streaming = pile.page, facts.message.is_streaming
    if reading_of(facts.message, wants_markdown=False) is Reading.PLAIN and not streaming:
        words = tr("Show as plain text") if choices.wants_markdown else tr("Long reply, shown as plain text. Format it")
        pile.put(FoldLine(page, words, choices.wants_markdown, "link", Action.FORMAT))
    texts.text.lay_out(page.columns.measure, _look(page, page.text, facts))
    pile.put(
        TextPart(texts.text, writing=streaming, least=page.line(tokens.BODY), joints=facts.joints), page.metrics.space4
    )


def _put_reasoning(pile: _Pile, facts: Facts, texts: Texts, choices: Choices) -> None:
    page = pile.page
    pile.put(FoldLine(page, _thought(facts, texts), choices.unfolded, "text3"))
    if choices.unfolded:
        indent = page.metrics.quote_indent
        texts.reasoning.lay_out(page.columns.measure - indent, _look(page, page.reasoning, facts))
        pile.put(TextPart(texts.reasoning, indent))
        pile.y += page.metrics.space8


def _look(page: Page, look: BodyLook, facts: Facts) -> BodyLook:
    return page.faded[look] if facts.faded else look


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


def asked_of(call: ToolCall) -> str:
    """All arguments of a call, as a block of code."""
    try:
        shown = json.dumps(json.loads(call.arguments), ensure_ascii=False, indent=2)
    except (ValueError, RecursionError):
        shown = call.arguments
    return f"~~~~~~ json\n{shown}\n~~~~~~"


def estimated_heights(page: Page, messages: Sequence[Message]) -> list[int]:
    """About how high each will be, the distance to the message before included.

    Asked for a hundred thousand at once, so it looks at nothing but how long a text is.
    """
    metrics, line = page.metrics, page.line(tokens.BODY)
    latin, wide = characters_per_line(page.columns.measure, page.text.font(tokens.BODY).pixelSize())
    reply = metrics.answer_gap + metrics.block_gap + metrics.receipt + line
    spoken = metrics.turn_gap + 2 * metrics.band_padding + line
    assistant, most = Role.ASSISTANT, _FOLDED_ABOVE
    return [
        (reply + lines * line if message.role is assistant else spoken + (lines if lines < most else most) * line)
        + (attached_height(page, message.attachments) if message.attachments else 0)
        for message in messages
        for text in (message.text,)
        for lines in (len(text) // (latin if text.isascii() else wide),)
    ]
