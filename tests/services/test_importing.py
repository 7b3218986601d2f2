"""Another process imports; the library learns of it at the end, and one undo takes all of it back."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from desktop_chat.domain.deeds import Deed, DeedKind
from desktop_chat.domain.intake import Progress, Report
from desktop_chat.domain.messages import Conversation
from desktop_chat.domain.unreadable import ImportBroken, NotAnExport
from desktop_chat.services import own_command
from desktop_chat.services.importing import Importing
from desktop_chat.services.own_command import OwnCommand
from desktop_chat.services.watch import Watch
from tests.guards import ExpectedWarnings
from tests.services.world import World, let_events_run, wait_until
from tests.transfer.foreign.reading import EXPORTS
from tests.transfer.test_importing import talk, written


class Desk:
    """Imports into a world, and what they were heard to say."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.watch = Watch(world.store.database.changed_elsewhere, world.background.is_settled, every_ms=1)
        self.others_wrote: list[str] = []
        self.watch.changed.connect(lambda: self.others_wrote.append("!"))
        self.importing = Importing(
            self._command,
            world.store.conversations.get_each,
            world.library,
            world.filing,
            self.watch,
            world.background,
        )
        self.heard: list[object] = []
        for signal in (self.importing.looked, self.importing.imported, self.importing.failed):
            signal.connect(self.heard.append)
        self.steps: list[Progress] = []
        self.importing.progressed.connect(self.steps.append)
        self.importing.stopped.connect(lambda: self.heard.append("stopped"))

    def _command(self, arguments: Sequence[str]) -> OwnCommand:
        return OwnCommand(self.world.store.directory, "en", arguments)

    def close(self) -> None:
        self.importing.close()
        self.watch.close()
        self.importing.deleteLater()
        self.watch.deleteLater()

    def end(self) -> object:
        wait_until(lambda: bool(self.heard) and not self.importing.is_busy)
        return self.heard.pop()

    def look(self, path: Path) -> object:
        self.importing.look(path)
        return self.end()

    def take(self, path: Path) -> object:
        self.importing.take(path)
        return self.end()

    @property
    def titles(self) -> list[str]:
        return [one.title for one in self.world.library.conversations()]


@pytest.fixture
def desk(world: World) -> Iterator[Desk]:
    made = Desk(world)
    yield made
    made.close()


def test_a_look_tells_what_would_come_and_changes_nothing(desk: Desk) -> None:
    report = desk.look(EXPORTS / "claude.json")
    assert isinstance(report, Report)
    assert (report.read, report.taken, report.programs) == (4, 2, ("claude",))
    assert desk.titles == []
    assert desk.world.store.conversations.summaries() == []


def test_what_has_come_is_in_the_library_and_told_once(desk: Desk) -> None:
    told: list[Conversation] = []
    desk.world.library.conversation_added.connect(told.append)
    report = desk.take(EXPORTS / "claude.json")
    assert isinstance(report, Report)
    assert desk.titles == ["Knots for beginners", "没有父消息的旧导出"]
    assert sorted(one.id for one in told) == sorted(report.added.new)
    assert [step.part for step in desk.steps] == [1.0]
    assert desk.steps[-1].conversations == report.read
    let_events_run()
    assert desk.others_wrote == []


def test_one_undo_takes_all_of_it_back(desk: Desk) -> None:
    deeds: list[Deed] = []
    desk.world.filing.done.connect(deeds.append)
    desk.take(EXPORTS / "claude.json")
    assert [(deed.kind, len(deed.before)) for deed in deeds] == [(DeedKind.IMPORTED, 2)]
    assert desk.world.undoing.undo() == ()
    assert desk.titles == []
    assert len(desk.world.library.trash.all()) == 2


def test_a_conversation_that_has_grown_is_renewed(desk: Desk, tmp_path: Path) -> None:
    desk.take(written(tmp_path / "old.json", [talk(1)]))
    before = desk.world.library.conversations()[0]
    report = desk.take(written(tmp_path / "new.json", [talk(1, turns=3)]))
    assert isinstance(report, Report)
    after = desk.world.library.get(before.id)
    assert report.added.grown == (before.id,)
    assert (after.head != before.head, after.updated_at > before.updated_at) == (True, True)
    assert not desk.world.undoing.undo()  # the first import: of the second nothing was new as a whole


def test_a_stopped_import_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path / "many.json", [talk(number, turns=30) for number in range(1500)])
    desk.importing.take(path)
    wait_until(lambda: bool(desk.steps))
    desk.importing.stop()
    assert desk.end() == "stopped"
    assert desk.titles == []
    assert desk.world.store.conversations.summaries() == []


def test_the_end_of_the_program_undoes_an_import_under_way(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path / "many.json", [talk(number, turns=30) for number in range(1500)])
    desk.importing.take(path)
    wait_until(lambda: bool(desk.steps))
    desk.importing.close()
    assert desk.world.store.conversations.summaries() == []


def test_a_refusal_comes_home_as_the_error_that_it_was(desk: Desk, tmp_path: Path) -> None:
    error = desk.look(written(tmp_path / "notes.json", {"a": 1}))
    assert isinstance(error, NotAnExport)
    assert error.name == "notes.json"


@pytest.mark.parametrize("words", [[sys.executable, "-c", "print('no line of ours')"], ["/nowhere/at all"]])
def test_a_process_that_ends_before_its_time_is_told(
    desk: Desk, words: list[str], monkeypatch: pytest.MonkeyPatch, expected_warnings: ExpectedWarnings
) -> None:
    expected_warnings("An import ended with status")
    monkeypatch.setattr(own_command, "_program", lambda: words)
    error = desk.take(EXPORTS / "claude.json")
    assert isinstance(error, ImportBroken)
