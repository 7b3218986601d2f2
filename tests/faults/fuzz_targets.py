"""Everything that reads what comes from outside, each with good inputs to begin with."""

import contextlib
import io
import json
import os
import random
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC
from pathlib import Path
from typing import Any

from desktop_chat import cli
from desktop_chat.domain import settings
from desktop_chat.domain.errors import ArchiveTooNew, SettingsDamaged
from desktop_chat.domain.settings import Setting
from desktop_chat.domain.unreadable import ImportRefused
from desktop_chat.markup.excerpts import excerpt
from desktop_chat.markup.inline import InlineReader, inline
from desktop_chat.markup.splitter import Document
from desktop_chat.markup.writing import markdown
from desktop_chat.markup.writing_html import html
from desktop_chat.providers.sse import SseDecoder, SseItem
from desktop_chat.storage.settings_file import SettingsFile
from desktop_chat.storage.store import Store, open_store
from desktop_chat.transfer import importing
from desktop_chat.transfer.archive import pieces as archive_of
from desktop_chat.transfer.export import load
from desktop_chat.transfer.formats import MarkdownOptions
from desktop_chat.transfer.html import page
from desktop_chat.transfer.markdown import render
from tests.faults.fuzzing import Target
from tests.faults.mutation import pieces
from tests.transfer.chats import START, WORDING, full_chat

_TESTS = Path(__file__).resolve().parents[1]
_EXPORTS = _TESTS / "transfer" / "foreign" / "exports"
_TEXTS = _TESTS / "ui" / "transcript" / "texts"
_SHORT = (
    b"# A\n\n- [x] b\n  1. c\n\n> d\nlazy\n\n| a | b |\n|:-|-:|\n| 1 | 2 |\n\n```py\nx\n```\n"
    b"[f]: /u\n\n[f] $x$ \\(y\\) [^1]\n\n[^1]: n\n"
)
_EVENTS = (
    b'data: {"choices":[{"delta":{"content":"Hel"}}]}\n\ndata: {"choices":[{"delta":{}}]}\n\ndata: [DONE]\n\n',
    b"\xef\xbb\xbf: ping\r\n\r\nevent: error\r\ndata: a\r\ndata: b\r\n\r\nid: 1\rretry: 5\r\rerror: x\n\n",
)


@contextlib.contextmanager
def targets() -> Iterator[Sequence[Target]]:
    """In a folder of their own, which they may fill."""
    with tempfile.TemporaryDirectory() as made, open_store(Path(made) / "store") as store:
        folder = Path(made)
        exports = [path.read_bytes() for path in sorted(_EXPORTS.glob("*.json"))]
        ours = [b"".join(archive_of([full_chat()], START)), _markdown()]
        reader = _Importer(folder, store)
        yield (
            Target("events", _EVENTS, _events),
            Target("markdown", [_SHORT, *(path.read_bytes()[:4000] for path in sorted(_TEXTS.glob("*.md")))], _blocks),
            Target("imports", [*exports, *ours], reader.read),
            Target("archives", [_packed({"conversations.json": one}) for one in (*exports, *ours)], reader.read),
            Target("settings", [_settings()], _Settings(folder).read),
            Target("arguments", [" ".join(_WORDS[:9]).encode()], _Arguments(folder / "data").read),
        )


def _events(content: bytes, dice: random.Random) -> None:
    """Any cuts give the same events."""
    limit = dice.choice((16, 200, 100_000))

    def decoded(parts: Sequence[bytes]) -> tuple[list[SseItem], bool]:
        decoder = SseDecoder(limit)
        items = [item for part in parts for item in decoder.feed(part)]
        return [*items, *decoder.close()], decoder.overflowed

    assert decoded(pieces(content, dice)) == decoded([content])


def _blocks(content: bytes, dice: random.Random) -> None:
    """What comes in pieces is what the whole is, and can be written in every form."""
    parts = [part.decode("utf-8", "replace") for part in pieces(content, dice)]
    text, document = "".join(parts), Document()
    for part in parts:
        document.append(part)
    whole = Document(text)
    assert list(document.blocks) == list(whole.blocks)
    for block in whole.blocks:
        reader = InlineReader()
        for end in (len(block.content) // 2, len(block.content)):
            assert reader.read(block.content[:end], block.links) == inline(block.content[:end], block.links)
    shown = excerpt(text, whole.blocks)
    written = html(shown)
    assert "<script" not in written
    assert "<img" not in written
    markdown(shown)


class _Importer:
    """What is read is stored, loaded and written again: a value that nothing can hold is found by whoever holds it."""

    def __init__(self, folder: Path, store: Store) -> None:
        self._path, self._store = folder / "import", store

    def read(self, content: bytes, _dice: random.Random) -> None:
        self._path.write_bytes(content)
        try:
            report = importing.take(self._path, self._store.intake, lambda _progress: None)
        except (ImportRefused, ArchiveTooNew):
            return
        for identifier in report.added.new:
            chat = load(self._store, identifier)
            b"".join(archive_of([chat], START))
            for _ in page(chat, WORDING, UTC):
                pass
            render(chat, WORDING, UTC, options=MarkdownOptions(with_trailer=True))
        self._store.intake.take_back(report.added).result()


def _markdown() -> bytes:
    return render(full_chat(), WORDING, UTC, options=MarkdownOptions(with_trailer=True)).encode()


def _packed(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


_SETTINGS: list[Setting[Any]] = [one for one in vars(settings).values() if isinstance(one, Setting)]


def _settings() -> bytes:
    return json.dumps({one.name: one.value_in({}) for one in _SETTINGS}, default=str).encode()


class _Settings:
    """A file that can be read at all can be written again, and each setting has a value."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "settings" / "settings.json"
        self._path.parent.mkdir()

    def read(self, content: bytes, _dice: random.Random) -> None:
        self._path.write_bytes(content)
        file = SettingsFile(self._path)
        try:
            values = file.load()
        except SettingsDamaged:
            for left in self._path.parent.iterdir():
                left.unlink()
            return
        for one in _SETTINGS:
            one.value_in(values)
        file.save(values)
        assert file.load() == values or content.count(b"NaN")


_WORDS = (
    *("list", "--json", "show", "abc", "--format", "markdown", "search", "two words", "--limit", "5", "--trash"),
    *("export", "--all", "--folder", "Work", "-o", "out", "html", "json", "--tree", "--from", "m1", "--to", "m2"),
    *("import", "in.json", "--dry-run", "prompt", "list", "import", "export", "endpoint", "show", "remove", "models"),
    *("receipt", "curl", "doctor", "mirror", "--profile", "obsidian", "--version", "--help", "--"),
    *("ask", "-c", "-m", "-e", "--set", "temperature=0.2", "top_p=nan", "seed=1e400", "--limit", "idle_timeout_s=inf"),
    *("", "-", "\x1b[31m", "\udcff", "\u202e", "a\nb", "9" * 400, "(((", '"', "in:", "before:0000-99-99", "-o", "out"),
)


_NOT_IN_PATHS = {0: None, ord("/"): "_", ord("."): "_"}
"""What is written shall stay in the folder."""


class _Arguments:
    """Whatever is written behind the program's name, it ends with a status and says nothing of a mistake of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, content: bytes, dice: random.Random) -> None:
        words = [dice.choice(_WORDS) for _ in range(dice.randint(1, 7))]
        if dice.random() < 0.3:
            words.insert(dice.randint(0, len(words)), os.fsdecode(content[:200]).translate(_NOT_IN_PATHS))
        out, err = io.StringIO(), io.StringIO()
        before = sys.stdin, Path.cwd()
        self._folder.mkdir(exist_ok=True)
        os.chdir(self._folder)
        sys.stdin = io.StringIO()
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                status = cli.main(["--data-dir", str(self._folder), *words])
        finally:
            sys.stdin = before[0]
            os.chdir(before[1])
        assert isinstance(status, int), words
        assert "mistake" not in err.getvalue(), words
        assert "\x1b" not in out.getvalue() + err.getvalue(), words
