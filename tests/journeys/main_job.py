"""The main job, end to end, by key presses on a screen that nobody sees.

Two questions to the local model in one conversation and, while the second reply is written, a third in another; a
restart; a follow-up in the first conversation; an export. Then the stored requests are compared with what was said,
because an answer depends on them alone.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.virtual_screen import Screen, virtual_screen, wait_for

_ROOT = Path(__file__).resolve().parents[2]
_PATIENCE_S = 180.0
# A look is two starts of the command line, and the model is computing on the same cores.
_LOOK_EVERY_S = 1.0
_QUESTIONS = (
    "What is the capital of France?",
    "Explain in detail, step by step, how to bake bread.",
    "Name three colours.",
    "What was my first question?",
)


@dataclass(frozen=True, slots=True)
class Result:
    """Where everything is that the run left behind, and the request bodies in the order they were sent."""

    folder: Path
    export: Path
    pictures: tuple[Path, ...]
    requests: tuple[Path, ...]


class Driver:
    """Presses keys, and looks into the store by the command line, as another process would."""

    def __init__(self, screen: Screen, folder: Path) -> None:
        self._screen = screen
        self._folder = folder
        self.pictures: list[Path] = []

    @contextmanager
    def window(self) -> Iterator[None]:
        """The program, from its first window to its end by Ctrl+Q."""
        child = subprocess.Popen(
            [sys.executable, "-m", "desktop_chat", "--data-dir", str(self.data)],
            cwd=_ROOT,
            env=self._screen.environment,
        )
        try:
            wait_for("the window", lambda: self._is_there(child))
            yield
            self._screen.press("ctrl+q")
            if child.wait(_PATIENCE_S) != 0:
                raise AssertionError(f"the program ended with status {child.returncode}")
        finally:
            if child.poll() is None:
                child.kill()
                child.wait()

    def _is_there(self, child: subprocess.Popen[bytes]) -> bool:
        if child.poll() is not None:
            raise AssertionError(f"the program ended with status {child.returncode} instead of opening its window")
        return "Desktop Chat" in self._screen.focused_title()

    @property
    def data(self) -> Path:
        return self._folder / "data"

    def ask(self, question: str) -> None:
        self._screen.type(question)
        self._screen.press("Return")

    def press(self, *keys: str) -> None:
        self._screen.press(*keys)

    def go_to(self, title: str, key: str) -> None:
        """Press the key until that conversation is open: one press may come before the new window hears keys."""

        def holds() -> bool:
            self._screen.press(key)
            return self._screen.focused_title().startswith(title)

        wait_for(f"the conversation “{title}”", holds)

    def wait_for_window(self, title: str) -> None:
        self._screen.wait_for_window(title)

    def picture(self, name: str) -> None:
        path = self._folder / f"{len(self.pictures) + 1}-{name}.png"
        self._screen.picture(path)
        self.pictures.append(path)

    def command(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "desktop_chat", "--data-dir", str(self.data), *words],
            cwd=_ROOT,
            check=True,
            capture_output=True,
            text=True,
            timeout=_PATIENCE_S,
        )
        return done.stdout

    def conversations(self) -> list[dict[str, Any]]:
        """Newest first."""
        listed: list[dict[str, Any]] = json.loads(self.command("list", "--json"))
        return listed

    def messages(self, conversation_id: str) -> list[dict[str, Any]]:
        shown: list[dict[str, Any]] = json.loads(self.command("show", conversation_id, "--format", "json"))["messages"]
        return shown

    def replies(self, title: str) -> list[dict[str, Any]]:
        """The replies of the conversation whose title begins so."""
        for conversation in self.conversations():
            if conversation["title"].startswith(title):
                return [m for m in self.messages(conversation["id"]) if m["role"] == "assistant"]
        return []

    def wait_for_reply(self, title: str, count: int) -> None:
        def holds() -> bool:
            replies = self.replies(title)
            return len(replies) >= count and replies[count - 1]["status"] != "streaming"

        wait_for(f"reply {count} to “{title}”", holds, _PATIENCE_S, every_s=_LOOK_EVERY_S)


def run(folder: Path) -> Result:
    """Does all of it; raises `AssertionError` where something is not as it must be."""
    first, second, third, follow_up = _QUESTIONS
    with virtual_screen() as screen:
        driver = Driver(screen, folder)
        with driver.window():
            _choose_local_model(driver)
            driver.ask(first)
            driver.wait_for_reply(first, 1)
            driver.ask(second)
            driver.press("ctrl+n")
            driver.ask(third)
            driver.picture("two-replies-at-once")
            driver.wait_for_reply(third, 1)
            driver.wait_for_reply(first, 2)
        with driver.window():
            driver.go_to(first, "ctrl+2")
            driver.ask(follow_up)
            driver.wait_for_reply(first, 3)
            driver.picture("after-the-restart")
            export = _export(driver, folder)
        requests = _store_requests(driver, folder)
    _check_bodies(requests)
    _check_overlap(requests)
    return Result(folder, export, tuple(driver.pictures), requests)


def _choose_local_model(driver: Driver) -> None:
    driver.picture("first-start")
    driver.press("alt+3")
    wait_for("the local model's endpoint", lambda: bool(json.loads(driver.command("endpoint", "list", "--json"))))


def _export(driver: Driver, folder: Path) -> Path:
    path = folder / "conversation.md"
    driver.press("ctrl+e")
    driver.wait_for_window("Export")
    driver.picture("export")
    driver.press("Return")
    driver.wait_for_window("Export to")
    driver.press("ctrl+a")
    driver.ask(str(path))
    wait_for("the export", path.is_file)
    driver.wait_for_window("Desktop Chat")
    return path


def _store_requests(driver: Driver, folder: Path) -> tuple[Path, ...]:
    """The receipt of each reply as a file, in the order in which they were sent."""
    replies = [
        reply
        for conversation in driver.conversations()
        for reply in driver.messages(conversation["id"])
        if reply["role"] == "assistant"
    ]
    paths = []
    for number, reply in enumerate(sorted(replies, key=lambda reply: reply["created_at"]), start=1):
        path = folder / f"request-{number}.json"
        path.write_text(driver.command("receipt", reply["id"]), encoding="utf-8")
        paths.append(path)
    return tuple(paths)


def _check_bodies(requests: tuple[Path, ...]) -> None:
    """Each request carries its own conversation so far, whole, and nothing of another."""
    asked = [[m["content"] for m in _body(path) if m["role"] == "user"] for path in requests]
    first, second, third, follow_up = _QUESTIONS
    assert asked == [[first], [first, second], [third], [first, second, follow_up]], asked
    roles = [m["role"] for m in _body(requests[-1])]
    assert roles == ["user", "assistant", "user", "assistant", "user"], roles


def _check_overlap(requests: tuple[Path, ...]) -> None:
    """The third request went out while the second reply was still being written."""
    second, third = (json.loads(path.read_text(encoding="utf-8")) for path in requests[1:3])
    assert third["sent_at"] < second["ended_at"], (second["ended_at"], third["sent_at"])


def _body(path: Path) -> list[dict[str, str]]:
    messages: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))["body"]["messages"]
    return messages


def main() -> int:
    folder = Path(tempfile.mkdtemp(prefix="desktop-chat-"))
    print(f"The program runs on a virtual screen; what it leaves is in {folder}", flush=True)
    result = run(folder)
    print(f"Export:          {result.export}")
    print(f"Screenshots:     {', '.join(path.name for path in result.pictures)}")
    print(f"Stored requests: {', '.join(path.name for path in result.requests)}, each as it was sent")
    return 0


if __name__ == "__main__":
    sys.exit(main())
