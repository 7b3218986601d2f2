"""The folder follows a moment after a change, off until it is wanted; what goes wrong is told once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_chat.domain.errors import ChatError, ExportFailed
from desktop_chat.domain.settings import MIRROR_FOLDER, MIRROR_ON
from desktop_chat.services.mirror import LastRun, Mirroring
from desktop_chat.services.own_command import OwnCommand
from desktop_chat.services.preferences import Preferences
from tests.services.world import World, wait_until


class File:
    """Settings that are kept nowhere."""

    folder = Path()

    def load(self) -> dict[str, Any]:
        return {}

    def save(self, values: dict[str, Any]) -> None:
        pass


class Desk:
    """A mirror and what it tells; it waits for nothing."""

    def __init__(self, world: World) -> None:
        self.preferences = Preferences(File(), world.background)
        folder = world.store.database.path.parent
        self.asked = 0

        def command(arguments: Any) -> OwnCommand:
            self.asked += 1
            return OwnCommand(folder, "en", arguments)

        self.mirroring = Mirroring(command, world.library, self.preferences, world.background)
        self.mirroring._timer.setInterval(0)
        self.runs: list[LastRun] = []
        self.errors: list[ChatError] = []
        self.mirroring.ran.connect(self.runs.append)
        self.mirroring.failed.connect(self.errors.append)

    def switch_on(self, folder: Path) -> None:
        self.preferences.set(MIRROR_FOLDER, str(folder))
        self.preferences.set(MIRROR_ON, True)

    def is_still(self) -> bool:
        return not self.mirroring.is_running() and not self.mirroring._timer.isActive()


@pytest.fixture
def desk(world: World) -> Iterator[Desk]:
    made = Desk(world)
    yield made
    made.mirroring.close()
    wait_until(lambda: not made.mirroring.is_running())
    made.preferences.close()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.md"))


def until(desk: Desk, holds: Callable[[], bool]) -> None:
    wait_until(lambda: holds() and desk.is_still())


def test_it_is_off_until_somebody_wants_it(world: World, desk: Desk) -> None:
    world.ask(world.library.new().id, "Are you there?")
    assert desk.asked == 0
    assert not desk.mirroring._timer.isActive()


def test_the_folder_follows_what_is_said_renamed_and_thrown_away(world: World, desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "mirror"
    folder.mkdir()
    talk = world.library.new().id
    world.ask(talk, "Are you there?")
    desk.switch_on(folder)
    until(desk, lambda: names(folder) == [f"Are you there {talk[:8]}.md"])
    assert desk.runs[-1].written == 1
    world.ask(talk, "And now?")
    until(desk, lambda: "And now?" in (folder / f"Are you there {talk[:8]}.md").read_text())
    until(desk, lambda: (folder / f"Are you there {talk[:8]}.md").read_text().count("Hello") == 2)
    world.filing.rename(talk, "Greetings")
    until(desk, lambda: names(folder) == [f"Greetings {talk[:8]}.md"])
    world.filing.trash([talk])
    until(desk, lambda: names(folder) == [])


def test_a_draft_is_no_change(world: World, desk: Desk, tmp_path: Path) -> None:
    talk = world.library.new().id
    world.ask(talk, "Are you there?")
    desk.switch_on(tmp_path)
    until(desk, lambda: bool(desk.runs))
    world.library.set_draft(talk, "half a")
    until(desk, lambda: True)
    asked = desk.asked
    world.library.set_draft(talk, "half a thought")
    assert not desk.mirroring._timer.isActive()
    assert desk.asked == asked


def test_a_folder_that_is_gone_is_told_once(world: World, desk: Desk, tmp_path: Path) -> None:
    desk.switch_on(tmp_path / "nowhere")
    until(desk, lambda: len(desk.runs) == 1)
    world.ask(world.library.new().id, "Are you there?")
    until(desk, lambda: len(desk.runs) > 1)
    assert len(desk.errors) == 1
    assert isinstance(desk.errors[0], ExportFailed)
    assert desk.runs[-1].error is not None


def test_what_a_person_changed_is_told(world: World, desk: Desk, tmp_path: Path) -> None:
    talk = world.library.new().id
    world.ask(talk, "Are you there?")
    folder = tmp_path / "mirror"
    folder.mkdir()
    desk.switch_on(folder)
    until(desk, lambda: len(names(folder)) == 1)
    (folder / names(folder)[0]).write_text("mine")
    world.ask(talk, "And now?")
    until(desk, lambda: any(run.aside for run in desk.runs))
    assert (folder / f"Are you there {talk[:8]}.conflict.md").read_text() == "mine"
