"""The files above the text: a chip each, as many in a row as fit."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollBar, QSizePolicy, QWidget

from desktop_chat.domain.attachments import Attachment
from desktop_chat.ui.icons import Icon, draw_icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_box, square
from desktop_chat.ui.theme import CONTROL, LABEL
from desktop_chat.ui.widgets import ElidedLabel, IconButton
from desktop_chat.words.catalogue import tr
from desktop_chat.words.files import file_facts

_MOST_ROWS = 3


class FileChip(QWidget):
    """Icon, name, size and tokens; a cross, which a file that is still being read has not."""

    crossed = Signal(object)
    """The `Attachment`."""
    reached = Signal()
    """The keys have come to its cross."""

    def __init__(self, theme: Theme, attachment: Attachment | None, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.attachment = theme, attachment
        self._name = ElidedLabel(theme, CONTROL, name)
        self._facts = ElidedLabel(theme, LABEL)
        self._cross = IconButton(theme, Icon.CLOSE, "")
        self._cross.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._cross.clicked.connect(self._cross_out)
        self._cross.installEventFilter(self)
        self._row = QHBoxLayout(self)
        for widget, stretch in ((self._name, 1), (self._facts, 0), (self._cross, 0)):
            self._row.addWidget(widget, stretch)
        self._cross.setVisible(attachment is not None)
        theme.changed.connect(self._restyle)
        self.retranslate()
        self._restyle()

    def retranslate(self) -> None:
        one = self.attachment
        self._facts.setText(file_facts(one) if one else tr("Reading…"))
        self._facts.setMinimumWidth(self._facts.sizeHint().width())
        self._cross.set_words(tr("Remove {name}").format(name=self._name.text()))
        self.setAccessibleName(f"{self._name.text()}, {self._facts.text()}")

    def focus_cross(self) -> None:
        self._cross.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            self.reached.emit()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """`Delete` and `Backspace` on the cross do what it does."""
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self.attachment is not None:
            self._cross_out()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._theme.metrics.button_small)

    @Slot()
    def _cross_out(self) -> None:
        self.crossed.emit(self.attachment)

    @Slot()
    def _restyle(self) -> None:
        m = self._theme.metrics
        self._row.setContentsMargins(m.space8 + m.icon_small + m.space8, 0, 0 if self.attachment else m.space8, 0)
        self._row.setSpacing(m.space8)
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        m, p, painter = self._theme.metrics, self._theme.palette, QPainter(self)
        edge = p.line if self._theme.high_contrast else None
        draw_box(painter, QRectF(self.rect()), p.sunken, m.radius_chip, edge)
        centre = QRectF(m.space8, 0, m.icon_small, self.height()).center()
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            centre.setX(self.width() - centre.x())
        icon = Icon.IMAGE if self.attachment and self.attachment.is_image else Icon.FILE
        draw_icon(painter, icon, square(centre, m.icon_small), p.text2)


class FileChips(QWidget):
    """In the order in which they were attached. More rows than a few scroll.

    No scroll area of Qt's: that brings the program down when assistive technology asks it for a child it has not.
    """

    crossed = Signal(object)
    """The `Attachment` that is to go."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._files: tuple[Attachment, ...] = ()
        self._reading: tuple[str, ...] = ()
        self._chips: list[FileChip] = []
        self._crossed_at = 0
        self._ground = QWidget(self)
        self._bar: QScrollBar | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._lay_out)
        self.hide()

    @property
    def names(self) -> list[str]:
        """What is said of each chip."""
        return [chip.accessibleName() for chip in self._chips]

    def show_files(self, files: tuple[Attachment, ...], reading: tuple[str, ...]) -> None:
        if (files, reading) == (self._files, self._reading):
            return
        self._files, self._reading = files, reading
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = [FileChip(self._theme, one, one.name, self._ground) for one in files]
        self._chips += [FileChip(self._theme, None, name, self._ground) for name in reading]
        for place, chip in enumerate(self._chips):
            chip.crossed.connect(partial(self._cross, place))
            chip.reached.connect(partial(self._bring, chip))
            chip.show()
        self.setVisible(bool(self._chips))
        self._lay_out()
        if self._chips:
            self._bring(self._chips[-1])

    def focus_next(self) -> bool:
        """The keys go to the file that stands where one was taken away; False where none is left."""
        left = [chip for chip in self._chips if chip.attachment is not None]
        if left:
            left[min(self._crossed_at, len(left) - 1)].focus_cross()
        return bool(left)

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Attached files"))
        for chip in self._chips:
            chip.retranslate()
        self._lay_out()

    def _cross(self, place: int, attachment: Attachment) -> None:
        self._crossed_at = place
        self.crossed.emit(attachment)

    # -- in rows -----------------------------------------------------------------------------------------------------

    @Slot()
    def _lay_out(self) -> None:
        m, step = self._theme.metrics, self._theme.metrics.button_small + self._theme.metrics.space4
        most = _MOST_ROWS * step + m.space4
        height = self._set_in_rows(self.width())
        if height > most:
            height = self._set_in_rows(self.width() - m.scroll_bar)
        self.setFixedHeight(min(height, most))
        self._scroll(max(0, height - most))

    def _set_in_rows(self, width: int) -> int:
        """Gives each chip its place; how high all of them are."""
        m = self._theme.metrics
        lead, row, step = m.space8, m.button_small, m.button_small + m.space4
        is_mirrored = self._is_mirrored()
        x, y = lead, 0
        for chip in self._chips:
            wide = min(chip.sizeHint().width(), max(row, width - lead))
            if x > lead and x + wide > width:
                x, y = lead, y + step
            left = width - x - wide if is_mirrored else x
            chip.setGeometry(QRect(QPoint(left, y), QSize(wide, row)))
            x += wide + m.space8
        height = y + step + m.space4 if self._chips else 0
        self._ground.resize(width, height)
        return height

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    # -- scrolling ---------------------------------------------------------------------------------------------------

    def _scroll(self, hidden: int) -> None:
        """`hidden` pixels of the rows have no room; the bar is there only where there are any."""
        if self._bar is None and hidden:
            self._bar = QScrollBar(Qt.Orientation.Vertical, self)
            self._bar.valueChanged.connect(self._move_ground)
        if self._bar is not None:
            wide, is_mirrored = self._theme.metrics.scroll_bar, self._is_mirrored()
            self._bar.setGeometry(0 if is_mirrored else self.width() - wide, 0, wide, self.height())
            self._bar.setPageStep(self.height())
            self._bar.setSingleStep(self._theme.metrics.button_small + self._theme.metrics.space4)
            self._bar.setRange(0, hidden)
            self._bar.setVisible(hidden > 0)
        self._move_ground()

    @Slot()
    def _move_ground(self) -> None:
        is_narrower = self._is_mirrored() and self._ground.width() < self.width()
        left = self.width() - self._ground.width() if is_narrower else 0
        self._ground.move(left, -self._bar.value() if self._bar is not None else 0)

    def _bring(self, chip: FileChip) -> None:
        """Into what is seen."""
        if self._bar is not None:
            rect = chip.geometry()
            highest = rect.bottom() + 1 - self.height()
            self._bar.setValue(min(max(self._bar.value(), highest), rect.top()))

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._bar is not None and self._bar.isVisible():
            QCoreApplication.sendEvent(self._bar, event)
        else:
            super().wheelEvent(event)
