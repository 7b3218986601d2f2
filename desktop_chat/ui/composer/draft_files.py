"""The files of the question that is being written: how they come and how they go.

Reading them is the service's; here they are asked for, and put onto the sheet of the conversation that they were
offered in, which may be another one than is shown by then.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop_chat.domain.attachments import Attachment, digest_of
from desktop_chat.domain.messages import ConversationId, Role
from desktop_chat.domain.text import clean
from desktop_chat.services.attaching import Attached, Attaching, Source, file_at
from desktop_chat.ui.composer.drafts import Drafts
from desktop_chat.ui.composer.field import Field
from desktop_chat.ui.composer.offered import text_file
from desktop_chat.ui.composer.refusals import Refusals
from desktop_chat.ui.composer.sheet import lacking, united, without
from desktop_chat.ui.done import Done
from desktop_chat.words.catalogue import tr
from desktop_chat.words.times import count


class DraftFiles(QObject):
    """Of one composer. Until `read_by` is called nothing can be attached."""

    backed_out = Signal()
    """Backspace where there is nothing before it, neither a letter nor a file."""
    done = Signal(object)
    """A `Done`: much text was pasted, which can become a file instead."""

    def __init__(self, field: Field, drafts: Drafts, refusals: Refusals, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._field, self._drafts, self._refusals = field, drafts, refusals
        self._attaching: Attaching | None = None
        self._shown: ConversationId | None = None
        self._becoming: dict[ConversationId, str] = {}
        field.editor.files_pasted.connect(self.offer)
        field.editor.much_pasted.connect(self._offer_as_file)
        field.editor.backed_out.connect(self._back_out)
        field.attach.clicked.connect(self.pick)
        field.files.crossed.connect(self.remove)
        drafts.changed.connect(self._follow)

    def read_by(self, attaching: Attaching) -> None:
        """Who reads what is offered."""
        self._attaching = attaching
        attaching.attached.connect(self._take)
        attaching.reading.connect(self._follow_reading)

    def show(self, conversation_id: ConversationId) -> None:
        self._shown = conversation_id
        self._follow(conversation_id)

    # -- what the person does ----------------------------------------------------------------------------------------

    @Slot(object)
    def offer(self, sources: Sequence[Source]) -> None:
        """Files for the text that is being written."""
        if self._attaching is None or self._shown is None or not self.takes_files():
            return
        self._refusals.dismiss()
        self._attaching.attach(self._shown, sources, self._drafts.sheet(self._shown).shown_files)

    @Slot(str)
    def _offer_as_file(self, text: str) -> None:
        """It stays where it was pasted, unless somebody wants it as a file."""
        if self._attaching is None or self._shown is None or not self.takes_files():
            return
        told = tr("{n} characters were pasted").format(n=count(len(text)))
        self.done.emit(Done(told, partial(self._make_file, self._shown, text), tr("Attach as a file")))

    def _make_file(self, conversation_id: ConversationId, text: str) -> None:
        """The text leaves the editor once the file stands there."""
        if self._attaching is not None:
            self._becoming[conversation_id] = text
            held = self._drafts.sheet(conversation_id).shown_files
            self._attaching.attach(conversation_id, [text_file(text)], held)

    @Slot()
    def pick(self) -> None:
        """The system's own dialog, for one file or several."""
        if not self.takes_files():
            return
        from PySide6.QtWidgets import QFileDialog  # no start makes its classes

        paths, _ = QFileDialog.getOpenFileNames(self._field, tr("Attach a file…"))
        self.offer([file_at(Path(path)) for path in paths])
        self._field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def takes_files(self) -> bool:
        """A model's reply that is being changed brings none along."""
        editing = self._drafts.sheet(self._shown or "").editing
        return self._shown is not None and (editing is None or editing.role is Role.USER)

    @Slot(object)
    def remove(self, attachment: Attachment) -> None:
        if self._shown is not None:
            sheet = self._drafts.sheet(self._shown)
            self._drafts.set(self._shown, sheet.with_files(lacking(sheet.shown_files, (attachment,))))
            if not self._field.files.focus_next():
                self._field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_target(self, is_target: bool) -> None:
        """What is being dragged over the window would land here."""
        self._field.set_target(is_target)

    @Slot()
    def _back_out(self) -> None:
        if not self.remove_last() and self._field.editor.document().isEmpty():
            self.backed_out.emit()

    def remove_last(self) -> bool:
        """Whether there was one."""
        files = self._drafts.sheet(self._shown or "").shown_files
        if self._shown is None or not files:
            return False
        self._drafts.set(self._shown, self._drafts.sheet(self._shown).with_files(files[:-1]))
        return True

    # -- what became of it -------------------------------------------------------------------------------------------

    @Slot(object)
    def _take(self, attached: Attached) -> None:
        sheet = self._drafts.sheet(attached.conversation_id)
        sheet = sheet.with_files(united(sheet.shown_files, attached.attachments))
        text = self._becoming.get(attached.conversation_id, "")
        if text and digest_of(clean(text).encode()) in {one.digest for one in attached.attachments}:
            del self._becoming[attached.conversation_id]
            sheet = sheet.with_shown(without(sheet.shown, _as_lines(text)))
        self._drafts.set(attached.conversation_id, sheet)
        self._refusals.take_unfit(attached.conversation_id, attached.errors)

    @Slot(str)
    def _follow_reading(self, conversation_id: ConversationId) -> None:
        if self._attaching is not None:
            self._drafts.set_reading(conversation_id, self._attaching.being_read(conversation_id))

    @Slot(str)
    def _follow(self, conversation_id: ConversationId) -> None:
        if conversation_id == self._shown:
            sheet = self._drafts.sheet(conversation_id)
            self._field.files.show_files(sheet.shown_files, self._drafts.being_read(conversation_id))


def _as_lines(text: str) -> str:
    """As the editor has it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
