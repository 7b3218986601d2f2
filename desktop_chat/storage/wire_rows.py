"""Which messages a request carried, in a few bytes.

Every request of a conversation repeats the ones before it, so listing its messages would cost a number per message
and turn: more than the text after a thousand turns. But a request is nearly always the branch above its reply, from
some place on, with a few exceptions. So a receipt says: from which place on (`start`), which before it were sent all
the same (`pins`), which after it were not (`holes`). Places count from the root, and no place ever changes, because
messages are never moved. The two sets are shared texts: they stay the same from turn to turn.

Before a receipt is stored its recipe is followed once and compared with the request. Where the two differ in a single
character, the request is listed instead, and a content that the messages do not add up to is kept as it was.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate, pairwise
from typing import Any

import apsw

from desktop_chat.domain.attachments import Attachment, spoken
from desktop_chat.domain.messages import Role, pictures_sent
from desktop_chat.domain.values import dataclass
from desktop_chat.domain.wire import WireMessage
from desktop_chat.storage import attachments, blobs
from desktop_chat.storage.values import attachments_from, from_json, shown, to_json

_LONGEST_BRANCH = 1_000_000
_ROLES = {role.value: role for role in Role}
_PLACES = """
WITH RECURSIVE branch (row, step) AS (
    SELECT parent, 0 FROM message WHERE row = ?
    UNION ALL
    SELECT m.parent, step + 1 FROM branch JOIN message m ON m.row = branch.row WHERE m.parent IS NOT NULL
    LIMIT ?
)
SELECT m.id, m.role, m.continues, CAST(m.text AS BLOB), m.attachments
FROM branch JOIN message m ON m.row = branch.row ORDER BY step DESC
"""
# The same walk, each message read once: from the parent of the reply up to the root.
_WALK = """
WITH RECURSIVE branch (above, continues) AS (
    SELECT parent, NULL FROM message WHERE row = ?
    UNION ALL
    SELECT m.parent, m.continues FROM branch JOIN message m ON m.row = branch.above
    LIMIT ?
)
"""
_DEPTH = f"{_WALK} SELECT count(continues), total(continues) FROM branch"
_JOINTS = f"{_WALK} SELECT continues FROM branch WHERE continues IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Place:
    """One message on the branch above a reply: what was written, and what came with it."""

    id: str
    role: str
    continues: bool
    written: str
    attached: tuple[Attachment, ...] = ()

    @property
    def text(self) -> str:
        """As it is sent. Files are read for those places only that a request carries."""
        return spoken(self.written, self.attached) if self.attached else self.written

    @property
    def images(self) -> tuple[Attachment, ...]:
        return pictures_sent(Role(self.role), self.attached)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to say a wire again along a branch of `depth` messages; `listed` is used instead where it is not None.

    `inserts` are summaries: JSON rows of a place, a role and a text, which stands before what is at that place.
    """

    depth: int
    system: str = ""
    start: int | None = None
    pins: str = ""
    holes: str = ""
    inserts: str = ""
    listed: str | None = None


def branch_above(db: apsw.Connection, row: int) -> list[Place]:
    """The messages from the root to the parent of the reply in `row`."""
    found: list[tuple[Any, ...]] = db.execute(_PLACES, (row, _LONGEST_BRANCH)).fetchall()
    load = partial(attachments.read, db)
    return [
        Place(id_, role, bool(continues), shown(raw), attachments_from(attached, load) if attached else ())
        for id_, role, continues, raw, attached in found
    ]


def depth_above(db: apsw.Connection, row: int) -> tuple[int, list[bool]]:
    """How many the same messages are; and which of them go on where the one before broke off, if any does."""
    found: list[tuple[Any, ...]] = db.execute(_DEPTH, (row, _LONGEST_BRANCH)).fetchall()
    ((depth, joints),) = found
    return depth, _joints_above(db, row) if joints else []


def _joints_above(db: apsw.Connection, row: int) -> list[bool]:
    found: list[tuple[Any, ...]] = db.execute(_JOINTS, (row, _LONGEST_BRANCH)).fetchall()
    return [bool(continues) for (continues,) in reversed(found)]


def recipe_for(branch: Sequence[Place], wire: Sequence[WireMessage]) -> Recipe:
    """The shortest recipe that says `wire` again, exactly."""
    recipe = _along(branch, wire)
    if recipe is not None and follow(branch, recipe) == tuple(wire):
        return recipe
    return Recipe(len(branch), listed=_listed(branch, wire))


def follow(branch: Sequence[Place], recipe: Recipe) -> tuple[WireMessage, ...]:
    """The wire that `recipe` stands for."""
    if recipe.listed is not None:
        return _from_list(branch, recipe.listed)
    system = (WireMessage(Role.SYSTEM, recipe.system),) if recipe.system else ()
    return (*system, *_spoken(branch, _inside(recipe), from_json(recipe.inserts) or []))


def length(joints: Sequence[bool], recipe: Recipe) -> int:
    """How many messages `recipe` stands for; no text is needed to know that."""
    if recipe.listed is not None:
        return len(from_json(recipe.listed) or ())
    around = bool(recipe.system) + len(from_json(recipe.inserts) or ())
    if not joints and recipe.start is not None and not recipe.pins and not recipe.holes:
        return around + recipe.depth - recipe.start
    inside = _inside(recipe)
    after = zip(joints[1:], map(all, pairwise(inside)), strict=True) if joints else ()
    joined = sum(joint and both for joint, both in after)
    return around + sum(inside) - joined


def _inside(recipe: Recipe) -> list[bool]:
    """Which places are sent."""
    pins, holes = _read_set(recipe.pins), _read_set(recipe.holes)
    start = recipe.depth if recipe.start is None else recipe.start
    return [place in pins or (place >= start and place not in holes) for place in range(recipe.depth)]


def keep_shared(db: apsw.Connection, recipe: Recipe) -> tuple[int | None, ...]:
    """The numbers of the texts that a recipe shares with others: system prompt, pins, holes, inserts."""
    texts = (recipe.system, recipe.pins, recipe.holes, recipe.inserts)
    return tuple(blobs.keep_or_none(db, text) for text in texts)


def _spoken(branch: Sequence[Place], inside: Sequence[bool], inserts: Sequence[Any] = ()) -> list[WireMessage]:
    """One element per message that is inside; a reply and what continues it are one."""
    said: list[WireMessage] = []
    before: dict[int, list[WireMessage]] = {}
    for place, role, text in inserts:
        before.setdefault(place, []).append(WireMessage(Role(role), text))
    for number, place in enumerate(branch):
        said += before.get(number, ())
        if inside[number] and place.continues and number and inside[number - 1]:
            said[-1] = _joined(said[-1], place)
        elif inside[number]:
            said.append(_alone(place))
    return [*said, *before.get(len(branch), ())]


def _alone(place: Place) -> WireMessage:
    if not place.attached:  # nearly always, and a request may have ten thousand
        return WireMessage(_ROLES[place.role], place.written, (place.id,))
    return WireMessage(_ROLES[place.role], place.text, (place.id,), place.images)


def _joined(said: WireMessage, more: Place) -> WireMessage:
    return replace(
        said, content=said.content + more.text, sources=(*said.sources, more.id), images=(*said.images, *more.images)
    )


def _along(branch: Sequence[Place], wire: Sequence[WireMessage]) -> Recipe | None:
    has_prompt = bool(wire) and wire[0].role is Role.SYSTEM and not wire[0].sources
    system = wire[0].content if has_prompt else ""
    places = {place.id: number for number, place in enumerate(branch)}
    inside: set[int] = set()
    inserts = []
    for item in wire[has_prompt:]:
        if any(source not in places for source in item.sources):
            return None
        if not item.sources:
            inserts.append([max(inside, default=-1) + 1, item.role.value, item.content])
        inside.update(places[source] for source in item.sources)
    start = _best_start(len(branch), inside)
    pins = [place for place in range(start) if place in inside]
    holes = [place for place in range(start, len(branch)) if place not in inside]
    said = to_json(inserts) if inserts else ""
    return Recipe(len(branch), system, start, _write_set(pins), _write_set(holes), said)


def _best_start(length: int, inside: set[int]) -> int:
    """Where to start so that there are fewest exceptions."""
    before = [0, *accumulate(place in inside for place in range(length))]
    total = before[-1]
    return min(range(length + 1), key=lambda start: before[start] + (length - start) - (total - before[start]))


def _listed(branch: Sequence[Place], wire: Sequence[WireMessage]) -> str:
    known = {place.id: place for place in branch}
    items = []
    for item in wire:
        added_up = "".join(known[source].text for source in item.sources if source in known)
        items.append([item.role.value, list(item.sources), None if added_up == item.content else item.content])
    return to_json(items)


def _from_list(branch: Sequence[Place], listed: str) -> tuple[WireMessage, ...]:
    known = {place.id: place for place in branch}
    said = []
    for role, sources, content in from_json(listed) or ():
        places = [known[source] for source in sources if source in known]
        text = "".join(place.text for place in places) if content is None else content
        images = tuple(image for place in places for image in place.images)
        said.append(WireMessage(Role(role), text, tuple(sources), images))
    return tuple(said)


def _write_set(places: Sequence[int]) -> str:
    """Sorted numbers as ranges: `3,7-9`."""
    if not places:
        return ""
    breaks = [number for number, (one, next_) in enumerate(pairwise(places), 1) if next_ != one + 1]
    bounds = pairwise([0, *breaks, len(places)])
    return ",".join(_range(places[first], places[last - 1]) for first, last in bounds)


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def _read_set(text: str) -> set[int]:
    return {place for part in text.split(",") if part for place in _places(part)}


def _places(part: str) -> Iterable[int]:
    first, _, last = part.partition("-")
    return range(int(first), int(last or first) + 1)
