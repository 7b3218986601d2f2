"""Verbs that take conversations out: this one, all, and calling it off."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.folders import name_of
from desktop_chat.domain.messages import now
from desktop_chat.domain.settings import EXPORT_PLACE
from desktop_chat.services.transfers import ExportFormat, MarkdownOptions, Order, Profile, Progress
from desktop_chat.words.catalogue import tr
from desktop_chat.words.times import count

if TYPE_CHECKING:
    from desktop_chat.services.printed import Pages
    from desktop_chat.ui.exporting.choice import Choice, Reach, Scope
    from desktop_chat.ui.exporting.printing import Printing
    from desktop_chat.ui.main_window import MainWindow

_LONGEST_FILE_NAME = 60


class ExportVerbs(QObject):
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        transfers = window.services.transfers
        transfers.exported.connect(self._tell_exported)
        transfers.progressed.connect(self._tell_progress)
        transfers.called_off.connect(self._tell_called_off)
        transfers.failed.connect(self._tell_trouble)
        window.services.mirroring.failed.connect(window.show_trouble)

    @Slot()
    def here(self) -> None:
        """What is open: a message, what is selected, the conversation."""
        if self.can_export_here():
            self._ask(self._reach())

    def can_export_here(self) -> bool:
        shown = self._window.pane.shown
        known = self._window.services.library.find(shown) if shown else None
        return known is not None and known.head is not None

    @Slot(str)
    def one(self, conversation_id: str) -> None:
        """A conversation of the list, open or not."""
        from desktop_chat.ui.exporting.choice import Reach

        if conversation_id == self._window.pane.shown:
            self.here()
            return
        known = self._window.services.library.get(conversation_id)
        self._ask(Reach(conversation_id, known.title, folder=known.folder, has_branches=True))

    @Slot()
    def everything(self) -> None:
        from desktop_chat.ui.exporting.choice import Reach, Scope

        self._ask(self._reach() if self.can_export_here() else Reach(), Scope.ALL)

    def can_export(self) -> bool:
        library = self._window.services.library
        return self._window.pane.shown in library or bool(library.conversations(in_order=False))

    # -- what is wanted ----------------------------------------------------------------------------------------------

    def _reach(self) -> Reach:
        from desktop_chat.ui.exporting.choice import Reach

        services, transcript = self._window.services, self._window.pane.transcript
        shown = self._window.pane.shown
        assert shown is not None
        known = services.library.find(shown)
        assert known is not None
        tree, current, ends = services.chat.tree(shown), transcript.current_message(), transcript.selection.ordered()
        selected = (ends[0].message, ends[1].message) if ends else None
        return Reach(
            shown,
            known.title,
            current.id if current and current.id in tree else None,
            selected if selected and all(end in tree for end in selected) else None,
            known.folder,
            any(len(tree.children(one)) > 1 for one in (None, *tree)),
        )

    def _ask(self, reach: Reach, scope: Scope | None = None) -> None:
        from desktop_chat.ui.exporting.form import ExportForm

        window = self._window
        form = ExportForm(reach, window.services.preferences, window.theme, window)
        if scope is not None:
            form.choose_scope(scope)
        form.wanted.connect(partial(self._go_on, reach))
        form.open()

    def _go_on(self, reach: Reach, choice: Choice) -> None:
        """Asks where to; Enter takes the place that stands there."""
        from PySide6.QtWidgets import QFileDialog

        preferences = self._window.services.preferences
        folder = Path(preferences.get(EXPORT_PLACE) or Path.home())
        suggested = folder / f"{_file_name(_title(reach, choice))}{choice.suffix}"
        name = "Markdown" if choice.suffix == ".md" else choice.suffix.rpartition(".")[2].upper()
        kind = f"{name} (*{choice.suffix})"
        named, _ = QFileDialog.getSaveFileName(self._window, tr("Export to"), str(suggested), kind)
        if named:
            path = Path(named) if Path(named).suffix else Path(named).with_suffix(choice.suffix)
            preferences.set(EXPORT_PLACE, str(path.parent))
            self._begin(reach, choice, path)

    def _begin(self, reach: Reach, choice: Choice, path: Path) -> None:
        from desktop_chat.ui.exporting.choice import Form

        transfers, order = self._window.services.transfers, order_of(reach, choice, path)
        if choice.form is Form.PDF:
            transfers.pages(order, partial(self._print, path))
        else:
            transfers.export(order)

    def _print(self, path: Path, pages: Pages) -> None:
        from desktop_chat.ui.exporting.printing import Printing

        printing = Printing(pages, path, self._window.services.transfers, self)
        printing.progressed.connect(partial(self._tell_page, printing))
        printing.called_off.connect(self._tell_called_off)

    # -- how it goes -------------------------------------------------------------------------------------------------

    @Slot(object)
    def _tell_progress(self, progress: Progress) -> None:
        if progress.of > 1:
            said = tr("{done} of {all} exported").format(done=count(progress.done), all=count(progress.of))
            self._window.notices.keep_saying(said, tr("Cancel"), self._window.services.transfers.cancel)

    def _tell_page(self, printing: Printing, page: int) -> None:
        self._window.notices.keep_saying(tr("Page {n} is set").format(n=count(page)), tr("Cancel"), printing.cancel)

    @Slot(object)
    def _tell_exported(self, path: Path) -> None:
        self._window.notices.stop_saying()
        self._window.notices.say(tr("Exported to {path}").format(path=path))

    @Slot()
    def _tell_called_off(self) -> None:
        self._window.notices.stop_saying()
        self._window.notices.say(tr("Export called off. Nothing was written."))

    @Slot(object)
    def _tell_trouble(self, error: ChatError) -> None:
        self._window.notices.stop_saying()
        self._window.show_trouble(error)


def order_of(reach: Reach, choice: Choice, path: Path) -> Order:
    """What is wanted of which conversation; pages to print hold what a page for a browser does."""
    from desktop_chat.ui.exporting.choice import Form, Scope

    first, last = None, None
    if choice.scope is Scope.MESSAGE:
        first = last = reach.message
    elif choice.scope is Scope.SELECTION and reach.selected:
        first, last = reach.selected
    return Order(
        path,
        ExportFormat.HTML if choice.form is Form.PDF else ExportFormat(choice.form),
        MarkdownOptions(
            Profile(choice.profile), choice.with_trailer, choice.scope is Scope.TREE, with_files=choice.with_files
        ),
        None if choice.scope.is_many else reach.conversation_id,
        first,
        last,
        choice.scope is Scope.BRANCH and choice.form is Form.JSON,
        reach.folder if choice.scope is Scope.FOLDER else None,
    )


def _title(reach: Reach, choice: Choice) -> str:
    from desktop_chat.ui.exporting.choice import Scope

    if choice.scope is Scope.ALL:
        return f"Desktop Chat {now().astimezone():%Y-%m-%d}"
    if choice.scope is Scope.FOLDER and reach.folder:
        return name_of(reach.folder)
    return reach.title or tr("New conversation")


def _file_name(title: str) -> str:
    """What of a title every file system takes."""
    kept = "".join(c for c in title if c.isalnum() or c in " -_").strip()
    return kept[:_LONGEST_FILE_NAME].strip() or "conversation"
