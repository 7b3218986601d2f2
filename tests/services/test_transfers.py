"""Exports run beside the window and end with a word, good or bad."""

import threading
from pathlib import Path

from desktop_chat.cli.wording import wording
from desktop_chat.domain.errors import ChatError, ExportFailed, NotFound
from desktop_chat.services.background import Background
from desktop_chat.services.transfers import ExportFormat, Transfers
from desktop_chat.transfer import export
from tests.services.world import World, wait_until


class Heard:
    def __init__(self, transfers: Transfers) -> None:
        self.exported: list[Path] = []
        self.errors: list[ChatError] = []
        transfers.exported.connect(self.exported.append)
        transfers.failed.connect(self.errors.append)


def test_an_export_is_written_by_another_thread_and_announced(background: Background, tmp_path: Path) -> None:
    asked: list[tuple[str, ExportFormat, Path]] = []
    threads: set[int] = set()

    def write(conversation_id: str, kind: ExportFormat, path: Path) -> None:
        threads.add(threading.get_ident())
        asked.append((conversation_id, kind, path))

    transfers = Transfers(write, background)
    heard = Heard(transfers)
    transfers.export("c", ExportFormat.MARKDOWN, tmp_path / "c.md")
    wait_until(lambda: heard.exported == [tmp_path / "c.md"])
    assert asked == [("c", ExportFormat.MARKDOWN, tmp_path / "c.md")]
    assert threading.get_ident() not in threads


def test_an_export_that_fails_is_told_and_the_next_one_works(background: Background, tmp_path: Path) -> None:
    def write(conversation_id: str, kind: ExportFormat, path: Path) -> None:
        if path.name == "bad":
            raise ExportFailed(str(path), "no such folder")

    transfers = Transfers(write, background)
    heard = Heard(transfers)
    transfers.export("c", ExportFormat.JSON, tmp_path / "bad")
    transfers.export("c", ExportFormat.JSON, tmp_path / "good")
    wait_until(lambda: bool(heard.errors and heard.exported))
    assert isinstance(heard.errors[0], ExportFailed)
    assert heard.exported == [tmp_path / "good"]


def test_a_conversation_is_exported_with_what_was_said(world: World, tmp_path: Path) -> None:
    def write(conversation_id: str, kind: ExportFormat, path: Path) -> None:
        export.save(export.load(world.store, conversation_id), kind, path, wording())

    transfers = Transfers(write, world.background)
    heard = Heard(transfers)
    conversation = world.library.new()
    world.ask(conversation.id, "Are you there?")
    for kind, name in ((ExportFormat.MARKDOWN, "talk.md"), (ExportFormat.JSON, "talk.json")):
        transfers.export(conversation.id, kind, tmp_path / name)
    wait_until(lambda: len(heard.exported) == 2)
    for name in ("talk.md", "talk.json"):
        text = (tmp_path / name).read_text()
        assert "Are you there?" in text
        assert "Hello" in text
    transfers.export("nowhere", ExportFormat.JSON, tmp_path / "nowhere.json")
    wait_until(lambda: bool(heard.errors))
    assert isinstance(heard.errors[0], NotFound)
    assert not (tmp_path / "nowhere.json").exists()
