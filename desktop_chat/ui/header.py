"""The line above the transcript: what is being read, and what can be done with it as a whole."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from desktop_chat.ui.icons import Icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.theme import TITLE
from desktop_chat.ui.widgets import ElidedLabel, IconButton
from desktop_chat.words.catalogue import tr


class _TitleField(QLineEdit):
    """Renames in place: Enter and leaving keep, Esc drops."""

    dropped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
            return
        super().keyPressEvent(event)


class Header(QWidget):
    """Title at the left, renamed in place; export and more at the right."""

    renamed = Signal(str)
    sidebar_requested = Signal()
    export_requested = Signal()
    more_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = ElidedLabel(theme, TITLE)
        self._field = _TitleField()
        self._field.editingFinished.connect(self._keep)
        self._field.dropped.connect(self._show_title)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._title)
        self._stack.addWidget(self._field)
        self._title.installEventFilter(self)
        self.sidebar_button = IconButton(theme, Icon.SIDEBAR, "")
        self.sidebar_button.clicked.connect(self.sidebar_requested)
        self._export = IconButton(theme, Icon.EXPORT, "")
        self._export.clicked.connect(self.export_requested)
        self._more = IconButton(theme, Icon.MORE, "")
        self._more.clicked.connect(self.more_requested)
        row = QHBoxLayout(self)
        row.setSpacing(theme.metrics.space8)
        for widget, stretch in (
            (self.sidebar_button, 0),
            (self._stack, 1),
            (self._export, 0),
            (self._more, 0),
        ):
            row.addWidget(widget, stretch)
        self._fit()
        self.retranslate()
        theme.changed.connect(self._fit)

    @property
    def more_button(self) -> QWidget:
        return self._more

    def show_title(self, title: str) -> None:
        self._title.setText(title)

    def edit_title(self, title: str) -> None:
        """Puts the title into a field, all of it selected."""
        self._field.setText(title)
        self._field.selectAll()
        self._stack.setCurrentWidget(self._field)
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        self._field.setAccessibleName(tr("Title"))
        for button, words in (
            (self.sidebar_button, tr("Show the sidebar")),
            (self._export, tr("Export")),
            (self._more, tr("More")),
        ):
            button.set_words(words)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self._title and event.type() == QEvent.Type.MouseButtonRelease:
            self.edit_title(self._title.text())
            return True
        return False

    @Slot()
    def _keep(self) -> None:
        if self._stack.currentWidget() is self._field:
            self._stack.setCurrentWidget(self._title)
            self.renamed.emit(self._field.text())

    @Slot()
    def _show_title(self) -> None:
        self._stack.setCurrentWidget(self._title)
        self.renamed.emit("")

    @Slot()
    def _fit(self) -> None:
        metrics = self._theme.metrics
        self.setFixedHeight(metrics.header)
        self.layout().setContentsMargins(metrics.header_title_x, 0, metrics.space12, 0)
