"""Exports run beside the window and end with a word: done, called off, or why not."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from desktop_chat.domain.errors import ChatError, ExportFailed, NotFound
from desktop_chat.services.own_command import OwnCommand
from desktop_chat.services.transfers import ExportFormat, MarkdownOptions, Order, Profile, Progress, Transfers
from desktop_chat.transfer.printing import Pages
from tests.services.world import World, wait_until


class Heard:
    def __init__(self, transfers: Transfers) -> None:
        self.exported: list[Path] = []
        self.progress: list[Progress] = []
        self.called_off = 0
        self.errors: list[ChatError] = []
        transfers.exported.connect(self.exported.append)
        transfers.progressed.connect(self.progress.append)
        transfers.called_off.connect(self._count)
        transfers.failed.connect(self.errors.append)

    def _count(self) -> None:
        self.called_off += 1


class Slow(OwnCommand):
    """Our command line, but that it waits in the middle until it is called off, after saying so."""

    def __init__(self, data_dir: Path, language: str, arguments: Sequence[str]) -> None:
        super().__init__(data_dir, language, arguments)
        code = (
            "import sys, time; from desktop_chat.transfer import export\n"
            "loaded = export._loaded\n"
            "export._loaded = lambda *one: (time.sleep(0.2), loaded(*one))[1]\n"
            "from desktop_chat import __main__; sys.exit(__main__.main())"
        )
        self._arguments = [sys.executable, "-c", code, *self._arguments[3:]]


def no_pages(_: Order) -> Pages:
    raise NotFound("conversation", "nowhere")


@pytest.fixture
def transfers(world: World) -> Iterator[Transfers]:
    made = Transfers(
        lambda arguments: OwnCommand(world.store.database.path.parent, "en", arguments), no_pages, world.background
    )
    yield made
    made.close()


def asked(world: World, *questions: str) -> list[str]:
    ids = []
    for question in questions:
        conversation = world.library.new()
        world.ask(conversation.id, question)
        ids.append(conversation.id)
    return ids


@pytest.mark.parametrize("kind", ExportFormat)
def test_a_conversation_is_exported_with_what_was_said(
    world: World, transfers: Transfers, tmp_path: Path, kind: ExportFormat
) -> None:
    heard, path = Heard(transfers), tmp_path / f"talk{kind.suffix}"
    [conversation_id] = asked(world, "Are you there?")
    transfers.export(Order(path, kind, conversation_id=conversation_id))
    assert transfers.is_running()
    wait_until(lambda: heard.exported == [path])
    assert not transfers.is_running()
    assert "Are you there?" in path.read_text()
    assert "Hello" in path.read_text()


def test_everything_is_exported_and_how_far_it_is_is_told(world: World, transfers: Transfers, tmp_path: Path) -> None:
    heard, path = Heard(transfers), tmp_path / "all.json"
    ids = asked(world, "One", "Two")
    transfers.export(Order(path, ExportFormat.JSON))
    wait_until(lambda: bool(heard.exported))
    assert heard.progress[-1] == Progress(2, 2)
    assert {one["id"] for one in json.loads(path.read_text())["conversations"]} == set(ids)


@pytest.mark.parametrize("name", ["missing/talk.md", "."])
def test_an_export_that_fails_says_why(world: World, transfers: Transfers, tmp_path: Path, name: str) -> None:
    heard = Heard(transfers)
    [conversation_id] = asked(world, "One")
    transfers.export(Order(tmp_path / name, ExportFormat.MARKDOWN, conversation_id=conversation_id))
    wait_until(lambda: bool(heard.errors))
    assert isinstance(heard.errors[0], ExportFailed)
    assert heard.errors[0].reason in {"No such file or directory", "Is a directory"}
    assert heard.errors[0].path == str(tmp_path / name)


def test_a_conversation_that_is_not_stored_is_told(world: World, transfers: Transfers, tmp_path: Path) -> None:
    heard = Heard(transfers)
    transfers.export(Order(tmp_path / "x.json", ExportFormat.JSON, conversation_id="nowhere"))
    wait_until(lambda: bool(heard.errors))
    assert "nowhere" in str(heard.errors[0])
    assert not (tmp_path / "x.json").exists()


def test_what_is_called_off_leaves_the_old_file_and_nothing_beside_it(world: World, tmp_path: Path) -> None:
    asked(world, *map(str, range(12)))
    transfers = Transfers(
        lambda arguments: Slow(world.store.database.path.parent, "en", arguments), no_pages, world.background
    )
    heard, path = Heard(transfers), tmp_path / "exports" / "all.zip"
    path.parent.mkdir()
    path.write_text("old")
    transfers.export(Order(path, ExportFormat.HTML))
    wait_until(lambda: bool(heard.progress) and heard.progress[-1].done > 1)
    transfers.cancel()
    wait_until(lambda: heard.called_off == 1)
    assert path.read_text() == "old"
    assert list(path.parent.iterdir()) == [path]
    assert not heard.exported


def test_at_the_end_of_the_program_what_runs_is_ended(world: World, tmp_path: Path) -> None:
    asked(world, *map(str, range(12)))
    transfers = Transfers(
        lambda arguments: Slow(world.store.database.path.parent, "en", arguments), no_pages, world.background
    )
    heard = Heard(transfers)
    transfers.export(Order(tmp_path / "all.zip", ExportFormat.HTML))
    wait_until(lambda: bool(heard.progress))
    transfers.close()
    wait_until(lambda: not transfers.is_running())
    assert not (tmp_path / "all.zip").exists()


def test_a_run_that_was_called_off_before_it_began_does_not_begin(tmp_path: Path) -> None:
    command = OwnCommand(tmp_path, "en", ["list", "--json"])
    command.cancel()
    assert command.run(lambda _: None).is_called_off
    assert list(tmp_path.iterdir()) == []


def test_a_process_speaks_the_language_of_the_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    ended = OwnCommand(tmp_path, "zh-CN", ["show", "nowhere"]).run(lambda _: None)
    assert ended.status == 1
    assert "没有" in ended.said


def test_a_process_whose_window_was_killed_ends_by_itself(world: World, tmp_path: Path) -> None:
    asked(world, *map(str, range(12)))
    code = (
        "import sys; from pathlib import Path; from tests.services.test_transfers import Slow\n"
        "export = ['export', '--all', '--format=json', '--progress', '-o', sys.argv[2]]\n"
        "command = Slow(Path(sys.argv[1]), 'en', export)\n"
        "command.run(lambda told: print(command._process.pid, flush=True))"
    )
    arguments = [sys.executable, "-c", code, str(world.store.database.path.parent), str(tmp_path / "all.json")]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as window:
        assert window.stdout is not None
        child = int(window.stdout.readline())
        window.send_signal(signal.SIGKILL)
    wait_until(lambda: _is_gone(child))
    assert not (tmp_path / "all.json").exists()


def _is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    # Nobody may be left to ask how it ended.
    return "Z" in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]


ALL = MarkdownOptions(Profile.OBSIDIAN, with_trailer=True, whole_tree=True, with_files=False)


@pytest.mark.parametrize(
    ("order", "arguments"),
    [
        (Order(Path("x"), ExportFormat.JSON), "export --progress --format=json --output=x --all"),
        (
            Order(Path("x"), ExportFormat.MARKDOWN, ALL, folder="a"),
            "export --progress --format=markdown --output=x --profile=obsidian --trailer --tree --no-files --folder=a",
        ),
        (
            Order(Path("x"), ExportFormat.JSON, ALL, "c", "m", "n"),
            "export --progress --format=json --output=x --from=m --to=n -- c",
        ),
        (
            Order(Path("x"), ExportFormat.HTML, conversation_id="c", only_branch=True),
            "export --progress --format=html --output=x --branch -- c",
        ),
    ],
)
def test_an_order_is_a_command(order: Order, arguments: str) -> None:
    assert " ".join(order.arguments) == arguments


def test_copies_of_files_are_written_by_another_thread(world: World, transfers: Transfers, tmp_path: Path) -> None:
    from desktop_chat.domain.attachments import Attachment

    threads: set[int] = set()

    def load() -> bytes:
        threads.add(threading.get_ident())
        return b"notes"

    heard = Heard(transfers)
    transfers.save_copy(Attachment("ab" * 32, "n.txt", "text/plain", 5, 1, load=load), tmp_path / "n.txt")
    wait_until(lambda: heard.exported == [tmp_path / "n.txt"])
    assert (tmp_path / "n.txt").read_bytes() == b"notes"
    assert threading.get_ident() not in threads
