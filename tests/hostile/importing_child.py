"""Imports hostile files, and writes what came of them in every format. Run by `importing`; prints one JSON object.

The arguments: a folder below the bait, and about how many bytes a large file has.
"""

import json
import resource
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop_chat.domain.errors import ArchiveTooNew, ChatError
from desktop_chat.domain.messages import Role
from desktop_chat.domain.unreadable import ImportRefused
from desktop_chat.storage.store import Store, open_store
from desktop_chat.transfer import importing
from desktop_chat.transfer.attaching import attachment_of, file_at
from desktop_chat.transfer.export import load, save, save_all
from desktop_chat.transfer.formats import Format, MarkdownOptions
from desktop_chat.ui.pictures import read_picture
from desktop_chat.ui.transcript.pictures import decoded
from tests.hostile.bait import NAME
from tests.hostile.files import File, files, pictures
from tests.hostile.inert import faults_of_html
from tests.transfer.chats import WORDING

_touched: list[str] = []
_KILOBYTES = 1024


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if (event == "open" and NAME in str(arguments[0])) or event in {"socket.connect", "subprocess.Popen", "os.exec"}:
        _touched.append(f"{event} {arguments[0]}")


def take(one: File, folder: Path, store: Store) -> Iterator[str]:
    """What went wrong, if anything did."""
    folder.mkdir()
    path = one.make(folder)
    before = sorted(folder.rglob("*"))
    try:
        importing.look(path, store.intake, lambda _: None)
        report = importing.take(path, store.intake, lambda _: None)
    except (ImportRefused, ArchiveTooNew):
        report = None
    if sorted(folder.rglob("*")) != before:
        yield "files appeared"
    if report is not None:
        for identifier in report.added.new:
            yield from _use(identifier, folder, store)
        store.intake.take_back(report.added).result()


def _use(identifier: str, folder: Path, store: Store) -> Iterator[str]:
    chat = load(store, identifier)
    out = folder / "out"
    out.mkdir(exist_ok=True)
    save(chat, Format.JSON, out / "x.json", WORDING)
    save(chat, Format.MARKDOWN, out / "x.md", WORDING, MarkdownOptions(with_trailer=True, whole_tree=True))
    save(chat, Format.HTML, out / "x.html", WORDING, MarkdownOptions(whole_tree=True))
    yield from faults_of_html((out / "x.html").read_text(encoding="utf-8"))
    (out / "all").mkdir(exist_ok=True)
    save_all(store, Format.MARKDOWN, out / "all", WORDING)
    for message in chat.tree.values():
        for attachment in message.attachments:
            if attachment.is_image and message.role is Role.USER:
                image = decoded(attachment)
                if image.sizeInBytes() > 300_000_000:
                    yield "a picture of too many pixels"
    outside = [path for path in folder.parent.parent.iterdir() if path.name not in {NAME, folder.parent.name}]
    yield from (f"outside: {path}" for path in outside)


def attach(name: str, content: bytes, folder: Path) -> Iterator[str]:
    """What a person drops onto the composer."""
    path = folder / f"{name}.png"
    path.write_bytes(content)
    try:
        found, kept = attachment_of(file_at(path), read_picture, lambda _digest: content)
    except ChatError:
        return
    if found.is_image and (found.media_type.partition("/")[2] in {"svg+xml", ""} or len(kept) > 50_000_000):
        yield f"taken as {found.media_type}"


def main() -> int:
    folder, size = Path(sys.argv[1]), int(sys.argv[2])
    faults, slowest, seconds = list[str](), "", 0.0
    sys.addaudithook(_watch)
    found = files(size)
    with open_store(folder / "store") as store:
        for one in found:
            began = time.process_time()
            faults += _faults(one.name, take(one, folder / one.name, store))
            took = time.process_time() - began
            if took > seconds:
                slowest, seconds = one.name, took
        check = store.check().ok
    for name, content in pictures().items():
        faults += _faults(f"attached {name}", attach(name, content, folder))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KILOBYTES
    said = {"files": len(found) + len(pictures()), "faults": faults, "touched": _touched, "sound": check}
    sys.stdout.write(json.dumps(said | {"slowest": slowest, "seconds": seconds, "memory_mb": memory}))
    return 0


def _faults(name: str, steps: Iterator[str]) -> list[str]:
    try:
        return [f"{name}: {fault}" for fault in steps]
    except Exception:  # noqa: BLE001 - whatever it is, it was found
        return [f"{name}: {traceback.format_exc()[-600:]}"]


if __name__ == "__main__":
    sys.exit(main())
