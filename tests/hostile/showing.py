"""Hostile replies shown, copied, exported and printed on a terminal, and what the system saw meanwhile."""

import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop_chat.domain.messages import Conversation, Message, Role, new_id, now
from desktop_chat.domain.models import Endpoint
from desktop_chat.domain.text import clean
from desktop_chat.storage.store import open_store
from tests.hostile import inert
from tests.hostile.bait import NAME, Bait
from tests.hostile.replies import Reply
from tests.source_files import ROOT

_TRACED = "trace=openat,open,stat,newfstatat,statx,access,faccessat2,readlink,connect,sendto,execve"
_CONNECT = re.compile(r"connect\(.*AF_INET6?")
_ASKED = re.compile(rf"(?:openat|open|stat|newfstatat|statx|access|faccessat2|readlink|execve)\(.*{re.escape(NAME)}")
_EVER_S = 3 * 3600


@dataclass(frozen=True)
class Seen:
    """`opened` and `connected` are calls of the system; `faults` what an export would do, each with its file."""

    opened: list[str]
    connected: list[str]
    faults: list[str]
    longest_ms: dict[str, dict[str, float]] = field(default_factory=dict)


@contextmanager
def baited(folder: Path) -> Iterator[Bait]:
    file = folder / NAME
    file.write_bytes(b"\x89PNG\r\n\x1a\n")
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield Bait(file, server.getsockname()[1])


def show(folder: Path, bait: Bait, conversations: Sequence[Sequence[Reply]]) -> Seen:
    """Each of them in a conversation of its own, the first reply its name."""
    data, exports, log = folder / "data", folder / "exports", folder / "calls.log"
    exports.mkdir()
    _store(data, conversations, bait)
    command = [sys.executable, "-m", "tests.hostile.showing_child", str(data), str(exports)]
    strace = ["strace", "-f", "--seccomp-bpf", "-qq", "-s", "400", "-e", _TRACED, "-o", str(log)]
    done = subprocess.run([*strace, *command], cwd=ROOT, capture_output=True, text=True, check=False, timeout=_EVER_S)
    assert done.returncode == 0, done.stderr[-4000:]
    calls = log.read_text(encoding="utf-8", errors="replace").splitlines()
    printed = _printed(data, [replies[0].name for replies in conversations])
    return Seen(
        [call for call in calls if _ASKED.search(call)],
        [call for call in calls if _CONNECT.search(call)],
        [*_faults(exports), *printed],
        json.loads(done.stdout),
    )


def _faults(exports: Path) -> Iterator[str]:
    for path in sorted(exports.iterdir()):
        match path.suffix:
            case ".html":
                found = inert.faults_of_html(path.read_text(encoding="utf-8"))
            case ".clipboard":
                found = inert.faults_of_html(path.read_text(encoding="utf-8"), is_page=False)
            case ".pdf":
                found = inert.faults_of_pdf(path.read_bytes())
            case ".json":
                found = [] if json.loads(path.read_bytes()) else ["empty"]
            case _:
                found = [] if path.stat().st_size else ["empty"]
        yield from (f"{path.name}: {one}" for one in found)


def _printed(data: Path, names: Sequence[str]) -> Iterator[str]:
    """On a terminal of its own, which `script` lends."""
    for name in names:
        for form in ("text", "markdown", "json"):
            words = ["--data-dir", str(data), "show", *(() if form == "text" else ("--format", form)), "--", name]
            quoted = " ".join(f"'{word}'" for word in (sys.executable, "-m", "desktop_chat", *words))
            done = subprocess.run(
                ["script", "-qec", quoted, "/dev/null"],
                cwd=ROOT,
                capture_output=True,
                stdin=subprocess.DEVNULL,
                check=False,
            )
            shown = done.stdout.decode("utf-8", "replace").replace("\r\n", "\n")
            yield from (f"{name} on a terminal: {one}" for one in inert.faults_of_terminal(shown))
            if done.returncode:
                yield f"{name} on a terminal: status {done.returncode}"


def _store(directory: Path, conversations: Sequence[Sequence[Reply]], bait: Bait) -> None:
    with open_store(directory) as store:
        # With nobody to ask the window would look for servers on this machine, which is meant and not what is tested.
        store.endpoints.add(Endpoint(new_id(), "Nobody", "http://127.0.0.1:9/v1", model="none")).result()
        for replies in conversations:
            name, at, said = replies[0].name, now(), list[Message]()
            for number, one in enumerate(replies):
                before, text = said[-1].id if said else None, clean(one.text)
                asked = Message(f"{name}-{number}q", name, before, Role.USER, text[:2000], at)
                reply = Message(f"{name}-{number}", name, asked.id, Role.ASSISTANT, text, at, endpoint="e")
                model = f"<img src={bait.file}>"
                said += [asked, replace(reply, model=model, reasoning=text[:2000], refusal=text[:500])]
            title = clean(f'<img src="file://{bait.file}"> {replies[0].text[:200]}')
            store.conversations.create(Conversation(name, at, at, title=title, head=said[-1].id), said).result()
