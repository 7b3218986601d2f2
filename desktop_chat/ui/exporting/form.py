"""What is exported and how. The last choice stands there again; Enter goes on to where."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from desktop_chat.domain.settings import EXPORT_FILES, EXPORT_FORMAT, EXPORT_PROFILE, EXPORT_TRAILER, EXPORT_TREE
from desktop_chat.services.preferences import Preferences
from desktop_chat.ui.exporting.choice import FORMS, PROFILES, SCOPES, Choice, Form, Reach, Scope
from desktop_chat.ui.look import Theme
from desktop_chat.ui.sayings import Sayings
from desktop_chat.ui.summaries.writing import lay_out
from desktop_chat.ui.theme import LABEL
from desktop_chat.ui.widgets import Button, CheckBox, Kind, Select, label_for
from desktop_chat.ui.wrapped_text import Piece, WrappedText
from desktop_chat.words.catalogue import joined, later, tr


class ExportForm(QDialog):
    """Esc leaves all as it was."""

    wanted = Signal(object)
    """A `Choice`."""

    def __init__(self, reach: Reach, preferences: Preferences, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._says = says = Sayings(self)
        says.say(self.setWindowTitle, lambda: tr("Export"))
        self._reach, self._preferences = reach, preferences
        self._scope, self._form, self._profile = Select(theme), Select(theme), Select(theme)
        self._files, self._trailer = CheckBox(theme, ""), CheckBox(theme, "")
        self._said = WrappedText(theme, LABEL)
        self._go, cancel = Button(theme, "", Kind.PRIMARY), Button(theme, "")
        says.say(self._files.setText, lambda: tr("With the files that came with messages"))
        says.say(self._trailer.setText, lambda: tr("With all that is needed to come back without loss"))
        says.say(self._go.set_words, lambda: tr("Export…"))
        says.say(cancel.set_words, lambda: tr("Cancel"))
        rows = (
            *(self._label(later("What"), self._scope), self._scope),
            *(self._label(later("Format"), self._form), self._form),
            *(self._label(later("Who reads the Markdown"), self._profile), self._profile),
            *(self._files, self._trailer, self._said),
        )
        lay_out(self, theme, rows, (cancel, self._go))
        self._fill()
        cancel.clicked.connect(self.reject)
        self._go.clicked.connect(self._take)
        for select in (self._scope, self._form, self._profile):
            select.currentIndexChanged.connect(self._follow)
        says.again(self._follow)
        self.resize(self.width(), max(self.sizeHint().height(), self.heightForWidth(self.width())))
        self._scope.setFocus()

    def choose_scope(self, scope: Scope) -> None:
        choose(self._scope, scope)

    # -- what stands there -------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        get = self._preferences.get
        self._offer(self._scope, [(SCOPES[scope], scope) for scope in self._reach.scopes])
        self._offer(self._form, [(FORMS[form], form) for form in Form])
        self._offer(self._profile, [(words, profile) for profile, words in PROFILES.items()])
        usual = Scope.TREE if get(EXPORT_TREE) and Scope.TREE in self._reach.scopes else Scope.BRANCH
        self.choose_scope(Scope.SELECTION if self._reach.selected else usual)
        choose(self._form, Form(get(EXPORT_FORMAT)))
        choose(self._profile, get(EXPORT_PROFILE))
        self._files.setChecked(get(EXPORT_FILES))
        self._trailer.setChecked(get(EXPORT_TRAILER))

    def _offer(self, select: Select, choices: Sequence[tuple[str, Any]]) -> None:
        """Each by its words in English."""
        for place, (words, value) in enumerate(choices):
            select.addItem("", value)
            self._says.say(partial(select.setItemText, place), partial(self._worded, words))

    def _worded(self, words: str) -> str:
        return tr(words).format(folder=self._reach.folder)

    def _label(self, words: str, field: QWidget) -> QLabel:
        label = label_for(field)
        for put in (label.setText, field.setAccessibleName):
            self._says.say(put, partial(tr, words))
        return label

    @Slot()
    def _follow(self) -> None:
        """What does not apply cannot be chosen; what comes of it is said."""
        choice = self._choice()
        is_markdown = choice.form is Form.MARKDOWN
        self._profile.setEnabled(is_markdown)
        self._trailer.setEnabled(is_markdown)
        self._files.setEnabled(choice.form is not Form.JSON)
        trouble = tr("Pages to print are made of one conversation.")
        is_possible = not (choice.form is Form.PDF and choice.scope.is_many)
        self._go.setEnabled(is_possible)
        self._said.show_pieces(Piece(_outcome(choice), "text3") if is_possible else Piece(trouble, "err"))

    def _choice(self) -> Choice:
        return Choice(
            Scope(self._scope.currentData()),
            Form(self._form.currentData()),
            str(self._profile.currentData()),
            self._files.isChecked(),
            self._trailer.isChecked(),
        )

    @Slot()
    def _take(self) -> None:
        choice, keep = self._choice(), self._preferences.set
        keep(EXPORT_FORMAT, choice.form.value)
        keep(EXPORT_PROFILE, choice.profile)
        keep(EXPORT_FILES, choice.with_files)
        keep(EXPORT_TRAILER, choice.with_trailer)
        if choice.scope in {Scope.BRANCH, Scope.TREE}:
            keep(EXPORT_TREE, choice.scope is Scope.TREE)
        self.accept()
        self.wanted.emit(choice)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif self._go.isEnabled():
            self._take()


def choose(select: Select, value: Any) -> None:
    place = select.findData(value)
    if place >= 0:
        select.setCurrentIndex(place)


def _outcome(choice: Choice) -> str:
    """What there will be on the disk."""
    inert = tr("A page runs nothing and fetches nothing.")
    match choice.form:
        case Form.JSON:
            return tr("One file with every message, receipt and attached file.")
        case Form.PDF:
            return tr("One file, set for paper.")
        case _ if choice.scope.is_many:
            archive = tr("A zip file with a file for each conversation, in folders like those here.")
            return joined(archive, inert if choice.form is Form.HTML else "")
        case Form.HTML:
            return joined(tr("One file that holds all it shows."), inert)
    beside = tr("One file, and beside it a folder for the files that came with messages.")
    return beside if choice.with_files else tr("One file.")
