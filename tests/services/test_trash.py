"""What is kept in the trash for 30 days, whatever the clock says."""

from datetime import UTC, datetime, timedelta

from desktop_chat.domain.messages import ConversationId
from desktop_chat.services.trash import Trash
from tests.services.world import World

DAY, YEAR = timedelta(days=1), timedelta(days=365)
START = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


def trash_of(world: World, clock: Clock) -> Trash:
    """As the program has it that was just started."""
    return Trash(world.store.conversations, world.store.days, world.background, clock)


def run_at(world: World, clock: Clock, at: datetime) -> list[ConversationId]:
    """The program runs at that moment; what it would delete for good."""
    clock.now = at
    found = [one.id for one in trash_of(world, clock).outlived()]
    world.settle()
    return found


def thrown_away(world: World, clock: Clock) -> ConversationId:
    """A conversation that goes to the trash now."""
    conversation = world.library.new()
    world.library.set_draft(conversation.id, "draft")
    world.settle()
    world.store.conversations.change(conversation.id, trashed_at=trash_of(world, clock).stamp()).result()
    world.settle()
    return conversation.id


def days_left(world: World, clock: Clock, conversation_id: ConversationId) -> float:
    return trash_of(world, clock).left(world.store.conversations.get(conversation_id), clock.now) / DAY


def test_what_was_there_for_thirty_days_may_go_also_when_the_program_ran_once_a_week(world: World) -> None:
    clock = Clock()
    gone = thrown_away(world, clock)
    assert [run_at(world, clock, START + week * 7 * DAY) for week in range(1, 5)] == [[], [], [], []]
    assert run_at(world, clock, START + 31 * DAY) == [gone]


def test_a_clock_that_jumps_ahead_deletes_nothing(world: World) -> None:
    clock = Clock()
    gone = thrown_away(world, clock)
    run_at(world, clock, START + DAY)
    assert run_at(world, clock, START + YEAR) == []
    assert run_at(world, clock, START + YEAR + DAY) == []
    assert 20 < days_left(world, clock, gone) < 22


def test_a_clock_that_is_right_again_counts_as_if_it_had_never_been_ahead(world: World) -> None:
    clock = Clock()
    gone = thrown_away(world, clock)
    for days in (1, 365, 2, 366, 3, 367, 4, 368, 5, 369):
        assert run_at(world, clock, START + days * DAY) == []
    assert run_at(world, clock, START + 6 * DAY) == []
    assert round(days_left(world, clock, gone)) == 24


def test_what_was_thrown_away_while_the_clock_was_behind_stays(world: World) -> None:
    clock = Clock()
    for days in range(60):
        run_at(world, clock, START + days * DAY)
    clock.now = START - 6 * YEAR
    gone = thrown_away(world, clock)
    assert run_at(world, clock, START + 60 * DAY) == []
    assert days_left(world, clock, gone) > 20


def test_what_lies_in_the_trash_of_an_older_program_stays_for_a_while(world: World) -> None:
    clock = Clock()
    gone = thrown_away(world, clock)
    world.store.database.write(lambda db: db.execute("DELETE FROM day")).result()
    clock.now = START + 90 * DAY
    assert round(days_left(world, clock, gone)) == 23
