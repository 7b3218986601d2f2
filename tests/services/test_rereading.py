"""What other processes changed is read in the background; nothing that happens meanwhile is lost or undone by it."""

from collections.abc import Callable

from desktop_chat.domain.messages import Conversation, new_id, now
from desktop_chat.services.rereading import difference
from tests.services.world import Gate, World, full_disk, wait_until
from tests.support.patience import PATIENCE_S


def stored(world: World, title: str = "Told") -> Conversation:
    """One that this window knows and that lies in the store."""
    conversation = Conversation(new_id(), now(), now(), title)
    world.store.conversations.create(conversation).result(PATIENCE_S)
    world.reread()
    return conversation


def renamed_elsewhere(world: World, conversation: Conversation, title: str) -> None:
    world.store.conversations.change(conversation.id, title=title).result(PATIENCE_S)


def while_it_is_read(world: World, act: Callable[[], object]) -> None:
    """What was read before `act` is compared after it; returns once all is known."""
    gate, heard, summaries = Gate(), list[bool](), world.store.conversations.summaries

    def slow() -> list[Conversation]:
        found = summaries()
        gate.wait()
        return found

    world.store.conversations.summaries = slow  # type: ignore[assignment, method-assign]
    listening = world.library.refreshed.connect(lambda: heard.append(True))
    world.library.refresh()
    wait_until(lambda: gate.is_reached)
    act()
    gate.open()
    wait_until(lambda: bool(heard))
    world.library.refreshed.disconnect(listening)
    world.store.conversations.summaries = summaries  # type: ignore[method-assign]


def test_a_name_given_twice_while_it_is_read_is_not_the_one_in_between(world: World) -> None:
    mine, theirs = stored(world), stored(world)
    renamed_elsewhere(world, theirs, "Theirs")
    titles: list[str] = []

    def rename() -> None:
        world.library.conversation_changed.connect(lambda item: titles.append(item.title))
        world.filing.rename(mine.id, "Between")
        world.filing.rename(mine.id, "Told")

    while_it_is_read(world, rename)
    assert titles == ["Between", "Told", "Theirs"]
    assert world.stored(mine.id).title == world.library.get(mine.id).title == "Told"


def test_what_goes_to_the_trash_while_it_is_read_does_not_come_back(world: World) -> None:
    mine = stored(world)
    while_it_is_read(world, lambda: world.filing.trash([mine.id]))
    assert mine.id not in world.library
    assert [one.id for one in world.library.trash.all()] == [mine.id]


def test_what_comes_out_of_the_trash_while_it_is_read_stays(world: World) -> None:
    mine = stored(world)
    world.filing.trash([mine.id])
    world.settle()
    while_it_is_read(world, world.undoing.undo)
    assert mine.id in world.library
    assert world.library.trash.all() == ()


def test_a_conversation_begun_while_it_is_read_is_not_taken_for_one_that_others_deleted(world: World) -> None:
    removed: list[Conversation] = []
    world.library.conversation_removed.connect(removed.append)
    while_it_is_read(world, lambda: world.library.set_draft(world.library.new().id, "the first words"))
    assert [one.draft for one in world.library.conversations()] == ["the first words"]
    assert removed == []


def test_a_draft_that_is_typed_while_it_is_read_stays_and_asks_for_no_second_reading(world: World) -> None:
    mine = stored(world)
    renamed_elsewhere(world, mine, "Theirs")
    world.library.set_draft(mine.id, "half")
    readings: list[bool] = []
    summaries = world.store.conversations.summaries

    def counted() -> list[Conversation]:
        readings.append(True)
        return summaries()

    world.store.conversations.summaries = counted  # type: ignore[assignment, method-assign]
    while_it_is_read(world, lambda: world.library.set_draft(mine.id, "half a sentence"))
    known = world.library.get(mine.id)
    assert (known.title, known.draft, len(readings)) == ("Theirs", "half a sentence", 1)
    assert world.stored(mine.id).draft == "half a sentence"


def test_a_copy_that_is_made_while_it_is_read_stays(world: World) -> None:
    mine = stored(world)
    copies: list[str] = []
    world.filing.duplicated.connect(copies.append)

    def copy() -> None:
        world.filing.duplicate(mine.id, "Copy")
        wait_until(lambda: bool(copies))

    while_it_is_read(world, copy)
    assert {one.id for one in world.library.conversations()} == {mine.id, copies[0]}


def test_what_others_write_while_it_is_read_is_seen_at_the_end(world: World) -> None:
    mine = stored(world)

    def write() -> None:
        renamed_elsewhere(world, mine, "Theirs")
        world.library.refresh()

    while_it_is_read(world, write)
    wait_until(lambda: world.library.get(mine.id).title == "Theirs")


def test_what_is_on_its_way_to_the_store_is_waited_for(world: World) -> None:
    mine = stored(world)
    gate, titles = Gate(), list[str]()
    world.store.database.run(gate.wait)
    world.filing.rename(mine.id, "Mine")
    world.library.conversation_changed.connect(lambda item: titles.append(item.title))
    world.library.refresh()
    gate.open()
    world.reread()
    assert titles == []
    assert world.library.get(mine.id).title == "Mine"


def test_a_name_that_a_full_disk_refused_outlives_what_others_see(world: World) -> None:
    mine = stored(world)
    with full_disk(world.store):
        world.filing.rename(mine.id, "Mine")
        world.settle()
        while_it_is_read(world, lambda: world.library.set_draft(mine.id, "so far"))
    world.library.set_draft(mine.id, "so far and more")
    assert (world.stored(mine.id).title, world.library.get(mine.id).title) == ("Mine", "Mine")


def test_only_what_differs_in_more_than_its_draft_is_told() -> None:
    at = now()
    same, other, gone = (Conversation(new_id(), at, at, title) for title in ("same", "other", "gone"))
    typed = Conversation(same.id, at, at, "same", draft="being typed")
    renamed = Conversation(other.id, at, at, "renamed")
    new = Conversation(new_id(), at, at, "new")
    found = difference({one.id: one for one in (typed, other, gone)}, [same, renamed, new])
    assert (found.changed, found.gone) == ((renamed, new), (gone.id,))
