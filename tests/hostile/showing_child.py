"""Shows hostile conversations in the window, copies and exports them. Run by `showing`; prints one JSON object.

The arguments: the data directory, and the folder for exports, which are named after the conversations.
"""

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from desktop_chat.app import Run
from desktop_chat.storage.store import open_store
from desktop_chat.transfer.export import load, save
from desktop_chat.transfer.formats import Format, MarkdownOptions, Profile
from desktop_chat.transfer.printing import pages
from desktop_chat.ui.exporting.printing import Printing
from desktop_chat.ui.transcript.forms import Form
from tests.hostile.watching import Turns, let_run
from tests.support.patience import EVER_S
from tests.support.program import running, wait_until
from tests.transfer.chats import WORDING

_A_MOMENT_S = 0.02
_PAGES = 6


class Showing:
    """`longest` is by conversation and by what was done."""

    def __init__(self, run: Run, folder: Path) -> None:
        self._run, self._folder = run, folder
        self._turns = Turns()
        self.longest: dict[str, dict[str, float]] = {}

    def show(self, name: str, pages_down: int) -> None:
        view, window = self._run.window.pane.transcript, self._run.window
        done = self.longest.setdefault(name, {})
        let_run(_A_MOMENT_S)
        self._turns.take_ms()

        def do(what: str, act: Callable[[], object]) -> None:
            act()
            let_run(_A_MOMENT_S)
            done[what] = max(done.get(what, 0.0), self._turns.take_ms())

        do("open", lambda: window.open(name))
        view.setFocus()
        do("home", lambda: QTest.keyClick(view, Qt.Key.Key_Home))
        for _ in range(pages_down):
            do("down", lambda: QTest.keyClick(view, Qt.Key.Key_PageDown))
        do("end", lambda: QTest.keyClick(view, Qt.Key.Key_End))
        do("paint", window.grab)
        do("hover", self._hover)
        self._copy(name, do)

    def _hover(self) -> None:
        """Over everything there is: titles and names of models are cut short, and told in full by a tip."""
        for widget in self._run.window.findChildren(QWidget):
            if widget.isVisible():
                middle = widget.rect().center()
                QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, middle, widget.mapToGlobal(middle)))
        QToolTip.hideText()

    def _copy(self, name: str, do: Callable[[str, Callable[[], object]], None]) -> None:
        """All of it, as HTML for the parent to look at too."""
        view = self._run.window.pane.transcript
        view.selecting.select_all()
        do("copy", view.copying.copy_rich)
        wait_until(lambda: not view.copying.is_writing, patience_ms=int(EVER_S * 1000))
        do("copy", lambda: None)
        data = QApplication.clipboard().mimeData()
        (self._folder / f"{name}.clipboard").write_text(data.html(), encoding="utf-8")
        for form in Form:
            do("copy", partial(view.copying.copy_as, form))
            wait_until(lambda: not view.copying.is_writing, patience_ms=int(EVER_S * 1000))
            do("copy", lambda: None)

    def print_pages(self, directory: Path, name: str) -> None:
        with open_store(directory) as store:
            chat = load(store, name)
        found = pages(chat, WORDING)
        self._turns.take_ms()
        written: list[Path] = []
        transfers = self._run.services.transfers
        transfers.exported.connect(written.append)
        Printing(found, self._folder / f"{name}.pdf", transfers, transfers)
        wait_until(lambda: bool(written), patience_ms=int(EVER_S * 1000))
        transfers.exported.disconnect(written.append)
        self.longest[name]["pdf"] = self._turns.take_ms()


def export(directory: Path, folder: Path, name: str) -> None:
    with open_store(directory) as store:
        chat = load(store, name)
    for profile in Profile:
        options = MarkdownOptions(profile, with_trailer=True, whole_tree=True)
        save(chat, Format.MARKDOWN, folder / f"{name}.{profile.value}.md", WORDING, options)
    save(chat, Format.JSON, folder / f"{name}.json", WORDING)
    save(chat, Format.HTML, folder / f"{name}.html", WORDING)


def main() -> int:
    directory, folder = Path(sys.argv[1]), Path(sys.argv[2])
    app = QApplication(sys.argv[:1])
    with open_store(directory) as store:
        names = [one.id for one in store.conversations.summaries()]
    with running(directory) as run:
        run.window.end_first_start()
        showing = Showing(run, folder)
        let_run(1)
        for name in names:
            showing.show(name, _PAGES if len(names) > 1 else _PAGES * 5)
            export(directory, folder, name)
            showing.print_pages(directory, name)
        app.clipboard().clear()
    sys.stdout.write(json.dumps(showing.longest))
    return 0


if __name__ == "__main__":
    sys.exit(main())
