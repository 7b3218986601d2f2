"""One message in the column.

Only what is near the viewport is stacked; the height of everything else is an estimate until somebody scrolls there.
A reply that grows is stacked again for each flush, but its text is not set again.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from desktop_chat.domain.messages import Message
from desktop_chat.domain.values import dataclass
from desktop_chat.ui import theme as tokens
from desktop_chat.ui.transcript.body import Body, Place
from desktop_chat.ui.transcript.facts import Facts
from desktop_chat.ui.transcript.looks import BodyLook
from desktop_chat.ui.transcript.page import Page
from desktop_chat.ui.transcript.parts import TextPart
from desktop_chat.ui.transcript.reading import reading_of
from desktop_chat.ui.transcript.shown import Shown
from desktop_chat.ui.transcript.stack import Choices, Stack, Texts, estimated_heights, stacked, texts_of


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a message that means the same in every width: `px` below the line that holds `place`.

    Without a place it is counted from the top of the message or, `below`, from the end of its text.
    """

    px: int
    place: Place | None = None
    below: bool = False


class Item(Shown):
    """A message, its text so far, and what it is stacked of once it has been near the viewport.

    `page` and `facts` are what it was stacked with; `stale` says that they are no longer all there is to know.
    """

    def __init__(self, message: Message) -> None:
        super().__init__()
        self.message = message
        self.choices = Choices()
        self.stale = True
        self.changed = (0.0, math.inf)
        """Between which heights the last growth has made it another; without an end where something has moved."""
        self.texts: Texts | None = None

    # -- what it holds -----------------------------------------------------------------------------------------------

    def grow(self, gained: tuple[str, str, str], page: Page) -> None:
        """More text, reasoning, refusal of a reply that is being written."""
        texts = self._take_texts()
        begins = not len(texts.text)
        for body, more in zip((texts.text, texts.reasoning, texts.refusal), gained, strict=True):
            body.append(more)
        self.changed = (0.0, math.inf)
        number = self._number_of(texts.text)
        if begins or gained[1] or gained[2] or number is None or self.stale or self.page is not page:
            self.stale = True  # what stands above the text may be another as well
            return
        top, part = self._stack.parts[number]
        before = part.height
        texts.text.lay_out(page.columns.measure, self._look_of(texts.text, page))
        if part.height == before and texts.text.grew_inside:
            self.changed = (top + texts.text.changed_top, top + before)
            return
        self._stack = self._stack.stretched(number, part.height - before)
        self.changed = (top + texts.text.changed_top, math.inf)

    def settle(self, message: Message) -> None:
        """The message as it is now. What has grown here already is not set again."""
        self.message, self.stale = message, True
        if self.texts and not self.texts.are_of(message):
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
    def is_read(self) -> bool:
        """Whether what is to be seen has been read to its end; a very long text is read a moment at a time."""
        return not any(body.unread for body in self.bodies)

    @property
    def is_chosen(self) -> bool:
        """Whether its reader has asked to see it in another way than usual."""
        return self.choices != Choices()

    def choose(self, choices: Choices) -> None:
        """Show it like that from now on."""
        if choices.wants_markdown != self.choices.wants_markdown:
            self.texts = None
        self.choices, self.stale = choices, True

    # -- measures ----------------------------------------------------------------------------------------------------

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
