"""What came with a message, in a window of its own: a picture as large as there is room, a text file line by line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.errors import AttachmentLost
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.lines.text_lines import TextLines
from desktop_chat.ui.lines.view import LinesBox
from desktop_chat.ui.look import Theme
from desktop_chat.ui.room import Room
from desktop_chat.ui.sayings import Sayings
from desktop_chat.ui.theme import CONTROL, LABEL
from desktop_chat.ui.transcript.pictures import decoded
from desktop_chat.ui.widgets import Button, ElidedLabel, IconButton
from desktop_chat.words.catalogue import tr
from desktop_chat.words.errors import Kept, explain
from desktop_chat.words.files import file_facts


class FileWindow(QDialog):
    """One file at a time; Left and Right go to the one before and the next, Ctrl+S saves a copy, Esc closes."""

    copy_requested = Signal(object, object)
    """An `Attachment`, and the `Path` of the copy."""

    def __init__(self, files: Sequence[Attachment], number: int, theme: Theme, asked_by: QWidget) -> None:
        super().__init__(asked_by.window())
        self._files, self._number, self._asked_by = files, number, asked_by
        self._lost: AttachmentLost | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._facts, self._note = ElidedLabel(theme, LABEL), ElidedLabel(theme, CONTROL)
        self._before, self._next = IconButton(theme, Icon.PREVIOUS, ""), IconButton(theme, Icon.NEXT, "")
        self._save = Button(theme, "", icon=Icon.EXPORT)
        self._save.set_small()
        self._picture, self._lines = _PictureView(theme), LinesBox(theme, "")
        self._stack = QStackedWidget()
        for page in (self._picture, self._lines, self._note):
            self._stack.addWidget(page)
        self._before.clicked.connect(lambda: self._step(-1))
        self._next.clicked.connect(lambda: self._step(1))
        self._save.clicked.connect(self._save_copy)
        self.finished.connect(self._give_back)
        self._arrange(theme)
        self._show()
        self._say(Sayings(self))

    def _say(self, says: Sayings) -> None:
        says.say(self._before.set_words, lambda: tr("Previous file"))
        says.say(self._next.set_words, lambda: tr("Next file"))
        says.say(self._save.set_words, lambda: tr("Save a copy…"))
        says.say(self._lines.view.setAccessibleName, lambda: tr("File text"))
        says.again(self._tell)

    def _arrange(self, theme: Theme) -> None:
        m = theme.metrics
        head = QHBoxLayout()
        head.addWidget(self._facts, 1)
        for button in (self._before, self._next, self._save):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(m.space16, m.space12, m.space16, m.space16)
        column.setSpacing(m.space12)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        Room(self, m.prose, m.measure_min)
        self.resize(m.receipt_width, m.receipt_height)

    @property
    def shown(self) -> Attachment:
        return self._files[self._number]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held, key = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, event.key()
        if held == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_S:
            self._save_copy()
        elif not held and key in {Qt.Key.Key_Left, Qt.Key.Key_PageUp}:
            self._step(-1)
        elif not held and key in {Qt.Key.Key_Right, Qt.Key.Key_PageDown}:
            self._step(1)
        else:
            super().keyPressEvent(event)

    def _step(self, step: int) -> None:
        number = self._number + step
        if 0 <= number < len(self._files):
            self._number = number
            self._show()

    def _show(self) -> None:
        one = self.shown
        self._tell()
        for button, there in ((self._before, self._number > 0), (self._next, self._number + 1 < len(self._files))):
            button.setVisible(len(self._files) > 1)
            button.setEnabled(there)
        try:
            if one.is_image:
                self._picture.show_picture(decoded(one), one.name)
                self._stack.setCurrentWidget(self._picture)
                self._picture.setFocus()
            else:
                self._lines.view.show_lines(TextLines(one.text))
                self._stack.setCurrentWidget(self._lines)
                self._lines.view.setFocus()
        except AttachmentLost as error:
            self._lost = error
            self._tell()
            self._stack.setCurrentWidget(self._note)

    def _tell(self) -> None:
        self.setWindowTitle(self.shown.name)
        self._facts.setText(file_facts(self.shown))
        self._note.setText(explain(self._lost, Kept.NOTHING).headline if self._lost else "")

    @Slot()
    def _save_copy(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, tr("Save a copy…"), self.shown.name)
        if path:
            self.copy_requested.emit(self.shown, Path(path))

    @Slot()
    def _give_back(self) -> None:
        self._asked_by.window().activateWindow()
        self._asked_by.setFocus(Qt.FocusReason.PopupFocusReason)


class _PictureView(QLabel):  # for its role: a plain widget says nothing of itself
    """The whole picture in the middle, never larger than it is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._image = QImage()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_picture(self, image: QImage, name: str) -> None:
        self._image = image
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._image.isNull():
            painter.setPen(self._theme.palette.text2)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, tr("This picture is lost."))
            return
        size = self._image.size() / self.devicePixelRatio()
        room = QSize(self.width(), self.height())
        if size.width() > room.width() or size.height() > room.height():
            size.scale(room, Qt.AspectRatioMode.KeepAspectRatio)
        box = QRectF(0, 0, size.width(), size.height())
        box.moveCenter(QRectF(self.rect()).center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(box, self._image)
