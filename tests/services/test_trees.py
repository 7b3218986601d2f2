"""What is looked at stays in memory, and nothing else does."""

from collections.abc import Callable
from dataclasses import replace

from desktop_chat.domain.errors import NotFound
from desktop_chat.domain.messages import Message, Role, Status, new_id, now
from desktop_chat.domain.tree import Tree
from desktop_chat.services.trees import Trees


class Disk:
    """Trees as they are stored, and how often each was read."""

    def __init__(self, *names: str) -> None:
        self.trees = {name: Tree([message(name)]) for name in names}
        self.reads: list[str] = []

    def read(self, conversation_id: str) -> Tree:
        self.reads.append(conversation_id)
        if conversation_id not in self.trees:
            raise NotFound("conversation", conversation_id)
        return self.trees[conversation_id]


def message(conversation_id: str, text: str = "text", status: Status = Status.COMPLETE) -> Message:
    return Message(new_id(), conversation_id, None, Role.ASSISTANT, text, now(), status)


def trees_on(disk: Disk, kept: int = 2, unsaved: Callable[[], frozenset[str]] = frozenset) -> Trees:
    return Trees(disk.read, unsaved, kept)


def nobody(_: Message) -> bool:
    return False


def test_what_was_looked_at_last_is_not_read_again() -> None:
    disk = Disk("a", "b")
    trees = trees_on(disk)
    for name in "abab":
        trees.get(name)
    assert disk.reads == ["a", "b"]


def test_what_was_not_looked_at_for_longest_is_let_go() -> None:
    disk = Disk("a", "b", "c")
    trees = trees_on(disk)
    for name in "abac":
        trees.get(name)
    trees.get("a")
    assert disk.reads == ["a", "b", "c"]
    trees.get("b")
    assert disk.reads == ["a", "b", "c", "b"]


def test_a_tree_with_a_reply_that_is_not_stored_yet_stays() -> None:
    disk = Disk("a", "b", "c", "d")
    reply = message("a", "all of it")
    waiting = {reply.id}
    trees = trees_on(disk, unsaved=lambda: frozenset(waiting))
    trees.add("a", [reply])
    for name in "bcd":
        trees.get(name)
    assert trees.get("a")[reply.id] is reply
    waiting.clear()
    for name in "bcd":
        trees.get(name)
    assert reply.id not in trees.get("a")


def test_a_conversation_without_a_row_has_no_messages_until_some_are_added() -> None:
    disk = Disk()
    trees = trees_on(disk)
    assert len(trees.get("new")) == 0
    assert len(trees.get("new")) == 0
    assert disk.reads == ["new"]
    trees.add("new", [message("new")])
    assert len(trees.get("new")) == 1


def test_added_messages_are_there_whether_the_tree_was_in_memory_or_not() -> None:
    disk = Disk("a")
    added = message("a")
    trees = trees_on(disk)
    trees.add("a", [added])
    assert len(trees.get("a")) == 2
    assert trees.get("a")[added.id] is added


def test_what_others_stored_is_taken_in_and_said_to_be_new() -> None:
    disk = Disk("a")
    trees = trees_on(disk)
    trees.get("a")
    assert not trees.renew("a", own=nobody)
    theirs = message("a")
    disk.trees["a"] = disk.trees["a"].with_messages([theirs])
    assert trees.renew("a", own=nobody)
    assert theirs.id in trees.get("a")
    assert not trees.renew("a", own=nobody)


def test_of_a_reply_that_is_written_here_memory_knows_the_most() -> None:
    disk = Disk("a")
    ours = message("a", "", Status.STREAMING)
    trees = trees_on(disk)
    trees.add("a", [ours])
    disk.trees["a"] = disk.trees["a"].with_messages([message("a"), replace(ours, text="part")])
    assert trees.renew("a", own=lambda message: message.id == ours.id)
    assert trees.get("a")[ours.id] is ours


def test_of_a_reply_that_another_process_writes_the_store_knows_the_most() -> None:
    disk = Disk("a")
    theirs = message("a", "", Status.STREAMING)
    trees = trees_on(disk)
    trees.add("a", [theirs])
    disk.trees["a"] = disk.trees["a"].with_messages([replace(theirs, text="part")])
    assert trees.renew("a", own=nobody)
    assert trees.get("a")[theirs.id].text == "part"


def test_an_ended_reply_that_the_disk_has_not_taken_stays_as_it_ended() -> None:
    disk = Disk("a")
    begun = message("a", "", Status.STREAMING)
    disk.trees["a"] = disk.trees["a"].with_messages([begun])
    ended = replace(begun, text="whole", status=Status.COMPLETE)
    trees = trees_on(disk)
    trees.add("a", [ended])
    trees.renew("a", own=nobody)
    assert trees.get("a")[begun.id] is ended


def test_after_a_change_from_outside_no_other_tree_is_taken_for_true() -> None:
    disk = Disk("a", "b")
    trees = trees_on(disk)
    trees.get("a")
    trees.get("b")
    disk.trees["b"] = disk.trees["b"].with_messages([message("b")])
    trees.renew("a", own=nobody)
    assert len(trees.get("b")) == 2
