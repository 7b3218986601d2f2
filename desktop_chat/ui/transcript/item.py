"""One message in the column.

Only what is near the viewport is stacked; the height of everything else is an estimate until somebody scrolls there.
A reply that grows is stacked again for each flush, but its text is not set again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt

from desktop_chat.domain.endings import Offer
from desktop_chat.domain.messages import Message, Role
from desktop_chat.ui import theme as tokens
from desktop_chat.ui.icons import Icon, draw_icon
from desktop_chat.ui.painting import draw_box
from desktop_chat.ui.text_line import draw_line
from desktop_chat.ui.transcript.actions import Action
from desktop_chat.ui.transcript.body import Body, Place
from desktop_chat.ui.transcript.ending import EndingLine
from desktop_chat.ui.transcript.facts import Facts
from desktop_chat.ui.transcript.looks import BodyLook
from desktop_chat.ui.transcript.margin import draw_margin, margin_height, margin_of
from desktop_chat.ui.transcript.page import Page, Scene
from desktop_chat.ui.transcript.parts import FoldLine, TextPart
from desktop_chat.ui.transcript.reading import reading_of
from desktop_chat.ui.transcript.stack import Choices, Stack, Texts, estimated_heights, stacked, texts_of

_MARGIN_ROWS = 3


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a message that means the same in every width: `px` below the line that holds `place`.

    Without a place it is counted from the top of the message or, `below`, from the end of its text.
    """

    px: int
    place: Place | None = None
    below: bool = False


class Item:
    """A message, its text so far, and what it is stacked of once it has been near the viewport.

    `page` and `facts` are what it was stacked with; `stale` says that they are no longer all there is to know.
    """

    def __init__(self, message: Message) -> None:
        self.message = message
        self.choices = Choices()
        self.page: Page | None = None
        self.facts: Facts | None = None
        self.stale = True
        self.changed_top = 0.0
        """From which height on the last growth has made it another."""
        self.texts: Texts | None = None
        self._stack = Stack()
        self._gap = 0

    # -- what it holds -----------------------------------------------------------------------------------------------

    def grow(self, gained: tuple[str, str, str], page: Page) -> None:
        """More text, reasoning, refusal of a reply that is being written."""
        texts = self._take_texts()
        begins = not len(texts.text)
        for body, more in zip((texts.text, texts.reasoning, texts.refusal), gained, strict=True):
            body.append(more)
        self.changed_top = 0.0
        number = self._number_of(texts.text)
        if begins or gained[1] or gained[2] or number is None or self.stale or self.page is not page:
            self.stale = True  # what stands above the text may be another as well
            return
        top, part = self._stack.parts[number]
        before = part.height
        texts.text.lay_out(page.columns.measure, self._look_of(texts.text, page))
        self._stack = self._stack.stretched(number, part.height - before)
        self.changed_top = top + texts.text.changed_top

    def settle(self, message: Message) -> None:
        """The message as it is now. What has grown here already is not set again."""
        self.message, self.stale = message, True
        if self.texts and self.texts.lengths != (len(message.text), len(message.reasoning), len(message.refusal)):
            self.texts = None

    def release(self) -> None:
        """It is far away: layouts go."""
        self.page = self.facts = None
        self.stale = True
        self._stack = Stack()
        self.texts = None

    @property
    def is_growing(self) -> bool:
        return self.message.is_streaming

    @property
    def is_chosen(self) -> bool:
        """Whether its reader has asked to see it in another way than usual."""
        return self.choices != Choices()

    @property
    def can_unfold(self) -> bool:
        return any(isinstance(part, FoldLine) and part.action is Action.UNFOLD for _, part in self._stack.parts)

    @property
    def bodies(self) -> tuple[Body, ...]:
        """The texts that are to be seen, from the top down."""
        return tuple(part.body for _, part in self._stack.parts if isinstance(part, TextPart))

    def choose(self, choices: Choices) -> None:
        """Show it like that from now on."""
        if choices.wants_markdown != self.choices.wants_markdown:
            self.texts = None
        self.choices, self.stale = choices, True

    # -- measures ----------------------------------------------------------------------------------------------------

    @property
    def height(self) -> int:
        return self._stack.height

    def estimate(self, page: Page) -> int:
        """About how high it will be, without reading its text."""
        [height] = estimated_heights(page, [self.message])
        if self.texts:
            text = self.texts.text
            height += text.estimate(page.columns.measure, page.text) - page.line(tokens.BODY)
        return height

    def stack(self, page: Page, facts: Facts, gap: int) -> None:
        """Everything for this page; the distance to the message before is `gap`."""
        self.page, self.facts, self._gap, self.stale = page, facts, gap, False
        self._stack = stacked(page, facts, self._take_texts(), gap, choices=self.choices)

    def fill(self, top: float, bottom: float) -> None:
        """Set what is shown of its texts between these heights; `top` stays where it is."""
        self._each_text(lambda body, y: body.fill(top - y, bottom - y) if y < bottom else None)

    def fill_above(self, y: float, distance: float) -> int:
        """Set so much above that height; returns by how much what stands there moves down."""
        before = self.height
        self._each_text(lambda body, top: body.fill_above(min(y - top, body.height), distance) if top < y else None)
        return self.height - before

    def fill_end(self, distance: float) -> None:
        """Set the last part of it, so much of it."""
        below = distance - self._stack.foot
        self._each_text(lambda body, top: body.fill_end(max(0.0, below + top + body.height)))

    @property
    def block(self) -> tuple[int, int]:
        """Top and bottom of what the message takes beside its margin."""
        return self._stack.top, self._stack.bottom

    def spot_at(self, y: int) -> Spot:
        """The place at that height."""
        text_top, text = self._text_part()
        if text is None or y < text_top:
            return Spot(y)
        inside = y - text_top
        if inside >= text.height:
            return Spot(inside - text.height, below=True)
        place = text.body.place_at(inside)
        return Spot(inside - text.body.y_of(place), place)

    def y_of(self, spot: Spot) -> int:
        """The height at which that place stands now."""
        text_top, text = self._text_part()
        if text is None:
            return spot.px
        if spot.below:
            return text_top + text.height + spot.px
        if spot.place is None:
            return min(spot.px, text_top)
        return text_top + min(text.body.y_of(spot.place) + spot.px, text.height)

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

    def action_at(self, x: float, y: float) -> Action | None:
        """What a click there means; `x` counted from the left edge of the text."""
        for top, part in self._stack.parts:
            if top <= y < top + part.height:
                return part.action_at(x)
        return None

    # -- painting ----------------------------------------------------------------------------------------------------

    def draw(self, scene: Scene, y: float, hovered: Action | None = None) -> None:
        """Paint it with its top at `y`; the spine is not part of it."""
        facts = self.facts
        if facts is None:
            return
        if facts.day:
            self._draw_day(scene, facts.day, y)
        if facts.is_spoken:
            self._draw_band(scene, facts, y)
        if self.message.continues:
            self._draw_joint(scene, y)
        margin_top = y + self._stack.margin_top
        if margin_top < scene.bottom and margin_top + margin_height(scene.page, _MARGIN_ROWS) > scene.top:
            draw_margin(scene, margin_of(facts), margin_top)
        if hovered is not None:
            scene = replace(scene, hovered=hovered)
        for top, part in self._stack.parts:
            if y + top < scene.bottom and y + top + part.height > scene.top:
                part.draw(scene, y + top)

    def _draw_band(self, scene: Scene, facts: Facts, y: float) -> None:
        """A ground over the full column, its left edge on the spine; only a frame where it is not sent."""
        columns, palette, metrics = scene.page.columns, scene.page.palette, scene.page.metrics
        top, bottom = self._stack.top, self._stack.bottom
        left, radius = columns.spine, metrics.radius
        box = scene.placed(left, y + top, columns.band_end - left, bottom - top)
        ground = palette.role_system if facts.message.role is Role.SYSTEM else palette.band
        edge = palette.hairline if facts.faded or scene.page.theme.high_contrast else None
        scene.painter.save()
        scene.painter.setClipRect(box)
        # The corners on the spine are square: there the box reaches beyond the clip.
        over = box.adjusted(0, 0, radius, 0) if columns.mirrored else box.adjusted(-radius, 0, 0, 0)
        draw_box(scene.painter, over, None if facts.faded else ground, radius, edge, metrics.border)
        scene.painter.restore()

    def _draw_day(self, scene: Scene, day: str, y: float) -> None:
        columns, theme = scene.page.columns, scene.page.theme
        line = theme.line(tokens.TIME)
        left, width = columns.text, columns.measure
        if not columns.stacked:
            width = scene.page.metrics.margin_column
            left = columns.spine - width
        box = scene.placed(left, y + self._gap, width, line)
        font, ink = theme.font(tokens.TIME), scene.page.palette.text3
        draw_line(scene.painter, box, day, font, ink, Qt.AlignmentFlag.AlignHCenter)

    def _draw_joint(self, scene: Scene, y: float) -> None:
        """This goes on where the message above broke off."""
        page = scene.page
        side = page.metrics.caret
        left = page.columns.text if page.columns.stacked else page.columns.names_end - side
        box = scene.placed(left, y + (self._gap - side) / 2, side, side)
        draw_icon(scene.painter, Icon.JOINT, box, page.palette.text3)

    # -- within ------------------------------------------------------------------------------------------------------

    def _take_texts(self) -> Texts:
        if self.texts is None:
            reading = reading_of(self.message, wants_markdown=self.choices.wants_markdown)
            self.texts = texts_of(self.message, reading)
        return self.texts

    def _look_of(self, body: Body, page: Page) -> BodyLook:
        look = page.reasoning if self.texts and body is self.texts.reasoning else page.text
        return page.faded[look] if self.facts and self.facts.faded else look

    def _each_text(self, set_in: Callable[[Body, float], object]) -> None:
        """Set something in each text that is shown, called with the text and its top; what is below it moves."""
        for number in range(len(self._stack.parts)):
            top, part = self._stack.parts[number]
            if isinstance(part, TextPart):
                before = part.height
                set_in(part.body, top)
                if part.height != before:
                    self._stack = self._stack.stretched(number, part.height - before)

    def _number_of(self, body: Body) -> int | None:
        for number, (_, part) in enumerate(self._stack.parts):
            if isinstance(part, TextPart) and part.body is body:
                return number
        return None

    def _text_part(self) -> tuple[int, TextPart | None]:
        for top, part in self._stack.parts:
            if isinstance(part, TextPart) and self.texts and part.body is self.texts.text:
                return top, part
        return 0, None
