"""The files above the text: a chip each, as many in a row as fit."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from desktop_chat.domain.attachments import Attachment
from desktop_chat.ui.icons import Icon, draw_icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_box, square
from desktop_chat.ui.theme import CONTROL, LABEL
from desktop_chat.ui.viewport import give_viewport
from desktop_chat.ui.widgets import ElidedLabel, IconButton
from desktop_chat.words.catalogue import tr
from desktop_chat.words.files import file_facts

_MOST_ROWS = 3


class FileChip(QWidget):
    """Icon, name, size and tokens; a cross, which a file that is still being read has not."""

    crossed = Signal(object)
    """The `Attachment`."""

    def __init__(self, theme: Theme, attachment: Attachment | None, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.attachment = theme, attachment
        self._name = ElidedLabel(theme, CONTROL, name)
        self._facts = ElidedLabel(theme, LABEL)
        self._cross = IconButton(theme, Icon.CLOSE, "")
        self._cross.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._cross.clicked.connect(self._cross_out)
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


class FileChips(QScrollArea):
    """In the order in which they were attached. More rows than a few scroll."""

    crossed = Signal(object)
    """The `Attachment` that is to go."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._files: tuple[Attachment, ...] = ()
        self._reading: tuple[str, ...] = ()
        self._chips: list[FileChip] = []
        self._crossed_at = 0
        self._ground = QWidget()
        give_viewport(self)
        self.setProperty("bare", True)
        self.setWidget(self._ground)
        self.viewport().setAutoFillBackground(False)
        self._ground.setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
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
            chip.show()
        self.setVisible(bool(self._chips))
        self._lay_out()
        if self._chips:
            self.ensureWidgetVisible(self._chips[-1])

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
        m, width = self._theme.metrics, self.viewport().width()
        lead, row, step = m.space8, m.button_small, m.button_small + m.space4
        x, y = lead, 0
        for chip in self._chips:
            wide = min(chip.sizeHint().width(), max(row, width - lead))
            if x > lead and x + wide > width:
                x, y = lead, y + step
            left = width - x - wide if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else x
            chip.setGeometry(QRect(QPoint(left, y), QSize(wide, row)))
            x += wide + m.space8
        height = y + step + m.space4 if self._chips else 0
        self._ground.setFixedSize(width, height)
        self.setFixedHeight(min(height, _MOST_ROWS * step + m.space4))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
