"""Showing an answer opens no file and no connection: what the system saw while the window showed a hostile reply.

The window runs under strace. The reply asks in every way that Markdown and HTML know for a file and for a server; both
exist, so that a program that asked for them would be seen to get them.
"""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop_chat.domain.messages import Conversation, Message, Role, new_id, now
from desktop_chat.domain.models import Endpoint
from desktop_chat.storage.store import open_store

ROOT = Path(__file__).resolve().parents[2]
_TRACED = "trace=openat,open,stat,newfstatat,statx,access,faccessat2,readlink,connect,sendto,execve"
_CONNECT = re.compile(r"connect\(.*AF_INET6?")


@dataclass(frozen=True)
class Seen:
    """How often the bait was touched, and how many connections of any kind were tried; `painted` proves that it ran."""

    opened: int
    connected: int
    painted: bool


def hostile_text(file: Path, port: int) -> str:
    """Every known way to make a viewer fetch something."""
    url = f"http://127.0.0.1:{port}/canary"
    targets = (f"file://{file}", str(file), f"//127.0.0.1:{port}/canary", url, f"data:text/html,<img src={url}>")
    lines = ["# A reply", f"<{url}>", url]
    for target in targets:
        lines += [
            f"![picture]({target})",
            f"[link]({target})",
            f'<img src="{target}"><iframe src="{target}"></iframe>',
            f'<link rel="stylesheet" href="{target}"><script src="{target}"></script>',
            f'<style>@import "{target}"; body {{ background: url({target}) }}</style>',
            f'<svg><image href="{target}"/></svg><object data="{target}"></object>',
            f"\n[ref]: {target}\n![by reference][ref]\n",
        ]
    return "\n".join(lines)


def show(folder: Path) -> Seen:
    """Lets the window show such a reply and looks at what the system was asked for."""
    bait = folder / "canary-8f2c.png"
    bait.write_bytes(b"\x89PNG\r\n\x1a\n")
    with _listening() as port:
        _store_reply(folder / "data", hostile_text(bait, port))
        log = folder / "calls.log"
        command = [sys.executable, "-m", "tests.faults.showing_child", str(folder / "data")]
        done = subprocess.run(
            ["strace", "-f", "-qq", "-s", "400", "-e", _TRACED, "-o", str(log), *command],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
            timeout=100,
        )
    calls = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return Seen(
        opened=sum(bait.name in call for call in calls),
        connected=sum(bool(_CONNECT.search(call)) for call in calls),
        painted="painted" in done.stdout,
    )


def _store_reply(directory: Path, text: str) -> None:
    at = now()
    question = Message(new_id(), "c1", None, Role.USER, text, at)
    reply = Message(new_id(), "c1", question.id, Role.ASSISTANT, text, at, model="m", endpoint="e", reasoning=text)
    conversation = Conversation("c1", at, at, title="Hostile", head=reply.id)
    with open_store(directory) as store:
        # With nobody to ask the window would look for servers on this machine, which is meant and not what is tested.
        store.endpoints.add(Endpoint(new_id(), "Nobody", "http://127.0.0.1:9/v1", model="none")).result()
        store.conversations.create(conversation, [question, reply]).result()


@contextmanager
def _listening() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]
