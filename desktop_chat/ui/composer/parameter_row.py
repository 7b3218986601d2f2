"""One parameter in the form: its label, its field, and one line that says what it is for or what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop_chat.domain.values import dataclass
from desktop_chat.ui.composer.option_values import AT_ONCE, NOT_SENT, STREAM, STREAMED, Entry
from desktop_chat.ui.look import Theme
from desktop_chat.ui.theme import CONTROL, LABEL
from desktop_chat.ui.widgets import ElidedLabel, Field, LinkButton, Select
from desktop_chat.ui.wrapped_text import Piece, WrappedText
from desktop_chat.words.catalogue import joined, tr


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a parameter beside its value.

    `default` is what the endpoint has for it, None for nothing; `is_left_out` that it is not sent here. `learned` is
    what the model has taught, `trouble` what is wrong with the text, `doubt` what is odd about it.
    """

    default: str | None = None
    is_left_out: bool = False
    learned: str = ""
    trouble: str = ""
    doubt: str = ""


class ParameterRow(QWidget):
    """Emits `edited` when a text is to be kept."""

    edited = Signal(str)
    """The name of the parameter."""
    default_toggled = Signal(str)
    """The endpoint's default is not to be sent, or sent again."""
    forget_requested = Signal()

    def __init__(self, entry: Entry, theme: Theme) -> None:
        super().__init__()
        self.entry = entry
        self._theme = theme
        self._said = ""
        self.field: Field | Select = _select(theme) if entry.name == STREAM else Field(theme)
        self.field.setAccessibleName(tr(entry.label))
        self._default = LinkButton(theme, "")
        self._forget = LinkButton(theme, tr("Forget"), style=LABEL)
        self._forget.setAccessibleName(tr("Forget what {name} taught").format(name=tr(entry.label)))
        self._hint = WrappedText(theme, LABEL)
        self._lesson = WrappedText(theme, LABEL)
        self._lay_out()
        self._default.clicked.connect(lambda: self.default_toggled.emit(entry.name))
        self._forget.clicked.connect(self.forget_requested)
        if isinstance(self.field, Select):
            self.field.activated.connect(lambda _: self.edited.emit(entry.name))
        else:
            self.field.editingFinished.connect(lambda: self.edited.emit(entry.name))

    def _lay_out(self) -> None:
        m = self._theme.metrics
        label = ElidedLabel(self._theme, CONTROL, tr(self.entry.label))
        label.setBuddy(self.field)
        label.setFixedWidth(m.form_label + m.space32)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(m.space8)
        grid.setVerticalSpacing(m.space2)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label, 0, 0)
        grid.addLayout(self._beside(self.field, self._default), 0, 1)
        grid.addWidget(self._hint, 1, 1)
        grid.addLayout(self._beside(self._lesson, self._forget), 2, 1)

    def _beside(self, wide: QWidget, link: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._theme.metrics.space8)
        row.addWidget(wide, 1)
        row.addWidget(link)
        return row

    # -- what stands in it -------------------------------------------------------------------------------------------

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab goes, in order."""
        return self.field, self._default, self._forget

    @property
    def text(self) -> str:
        return str(self.field.currentData()) if isinstance(self.field, Select) else self.field.text()

    def show_text(self, text: str) -> None:
        if isinstance(self.field, Select):
            self.field.setCurrentIndex(self.field.findData(text))
        elif text != self.field.text():
            self.field.setText(text)

    @property
    def told(self) -> str:
        """What stands below the field."""
        return joined(self._hint.text, self._lesson.text)

    def show_standing(self, standing: Standing) -> None:
        """What an unset value would be, and whatever there is to say about this one."""
        if isinstance(self.field, Field):
            self.field.setPlaceholderText(self._unset_words(standing))
        else:
            self.field.setItemText(0, self._unset_words(standing) or tr("while it is written"))
        has_default = standing.default is not None
        self._default.setVisible(has_default)
        self._default.set_words(tr("Use the default") if standing.is_left_out else tr("Do not send"))
        for widget in (self._forget, self._lesson):
            widget.setVisible(bool(standing.learned))
        self._lesson.show_pieces(Piece(standing.learned, "warn"))
        if standing.trouble:
            self._hint.show_pieces(Piece(standing.trouble, "err"))
        else:
            self._hint.show_pieces(Piece(tr(self.entry.hint), "text3"), Piece(standing.doubt, "warn"))
        unset = self._unset_words(standing) if not self.text else ""
        self.field.setAccessibleDescription(joined(self.told, unset))
        self._announce(standing.trouble)

    def _unset_words(self, standing: Standing) -> str:
        if standing.default is None:
            return tr(self.entry.empty) if self.entry.empty else ""
        if standing.is_left_out:
            return tr("not sent; the default is {value}").format(value=standing.default)
        return tr("{value}, the endpoint's default").format(value=standing.default)

    def _announce(self, trouble: str) -> None:
        if trouble and trouble != self._said and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, trouble))
        self._said = trouble


def _select(theme: Theme) -> Select:
    select = Select(theme)
    select.addItem(tr("while it is written"), STREAMED)
    select.addItem(tr("all at once"), AT_ONCE)
    select.addItem(tr("not sent: the server decides"), NOT_SENT)
    return select
