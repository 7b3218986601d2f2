"""A day in the window: asks, is refused, looks at everything, exports, imports, is looked for a key; prints "done".

The key comes by standard input, for it must be in no argument; the folders and the address come as arguments.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QPlainTextEdit

from desktop_chat import logs, paths
from desktop_chat.app import Run
from desktop_chat.domain.forms import Page
from desktop_chat.domain.messages import new_id
from desktop_chat.domain.models import Endpoint, KeySource
from desktop_chat.domain.spelled import Form
from desktop_chat.services.transfers import ExportFormat, Order
from desktop_chat.ui.crash_dialog import CrashDialog
from desktop_chat.ui.message_box import MessageBox
from desktop_chat.ui.preferences.window import SettingsWindow
from tests.support.program import ask, running, the_theme, wait_for_reply, wait_until


def main(data: Path, outside: Path, base_url: str) -> int:
    app = QApplication(sys.argv[:1])
    key = sys.stdin.readline().strip()
    logs.start(paths.log_directory(data))
    with running(data) as run:
        run.window.end_first_start()
        _set_up(run, base_url, key)
        _talk(run)
        (outside / "copied.txt").write_text("\n".join(_copied(run)), encoding="utf-8")
        _look_around(run)
        _export(run, outside)
        _import(run, outside)
        with CrashDialog(run.window, run.window.remember, the_theme()).hooked():
            _break(run, outside, key)
        app.processEvents()
    logs.stop()
    sys.stdout.write("done\n")
    return 0


def _set_up(run: Run, base_url: str, key: str) -> None:
    endpoint = Endpoint(new_id(), "With a key", base_url, model="m", key_source=KeySource.KEYRING)
    kept: list[object] = []
    run.services.accounts.add(endpoint, key, lambda *one: kept.append(one), kept.append)
    wait_until(lambda: bool(kept), "an endpoint with a key")
    run.services.accounts.set_default(endpoint.id)
    run.services.accounts.list_models(endpoint, kept.append)
    wait_until(lambda: endpoint.id in run.services.accounts.listed, "the list of models")
    run.window.pane.composer.focus_editor()


def _talk(run: Run) -> None:
    for question in ("One?", "Two, which the server refuses?", "Three, whose answer breaks off?"):
        ask(run, question)
        wait_for_reply(run)


def _copied(run: Run) -> Iterator[str]:
    """What a person takes out of the request's page and of every receipt."""
    for message in run.services.chat.branch(run.window.pane.shown or ""):
        if message.is_reply:
            receipt = run.services.chat.receipt(message.id)
            yield from (receipt.request.spelled(form) for form in Form)
            run.window.receipts.show(message.id)


def _look_around(run: Run) -> None:
    run.window.view.settings()
    (settings,) = run.window.findChildren(SettingsWindow)
    for page in Page:
        settings.turn_to(page)
        QApplication.processEvents()
    run.window.view.palette("one")
    QApplication.processEvents()
    for window in QApplication.topLevelWidgets():
        if window is not run.window and window.isVisible():
            window.close()


def _export(run: Run, outside: Path) -> None:
    for kind, suffix in (
        (ExportFormat.MARKDOWN, ".md.zip"),
        (ExportFormat.HTML, ".html.zip"),
        (ExportFormat.JSON, ".json"),
    ):
        path = outside / f"everything{suffix}"
        run.services.transfers.export(Order(path, kind))
        wait_until(lambda: not run.services.transfers.is_running() and path.exists(), f"an export as {kind}")  # noqa: B023


def _import(run: Run, outside: Path) -> None:
    run.services.importing.take(outside / "everything.json")
    wait_until(lambda: not run.services.importing.is_busy, "the import")


def _break(run: Run, outside: Path, key: str) -> None:
    """A fault of the program, with the key in what the exception says and in the frames that it comes from."""

    def fault(secret: str) -> None:
        raise RuntimeError(secret)

    try:
        fault(key)
    except RuntimeError:
        sys.excepthook(*sys.exc_info())
    wait_until(lambda: bool(_boxes(run)), "the report")
    (box,) = _boxes(run)
    (outside / "report.txt").write_text("".join(one.toPlainText() for one in box.findChildren(QPlainTextEdit)))
    box.close()


def _boxes(run: Run) -> list[MessageBox]:
    return [box for box in run.window.findChildren(MessageBox) if box.isVisible()]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))
