"""The list of the settings' pages, and what a search finds on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop_chat.domain.forms import Page
from desktop_chat.domain.settings import SETTINGS
from desktop_chat.domain.values import dataclass
from desktop_chat.ui.icons import draw_icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import square
from desktop_chat.ui.preferences.wording import BESIDE, PAGES, WORDS
from desktop_chat.ui.rows_paint import draw_row_ground, draw_words, mirrored, two_lines
from desktop_chat.ui.rows_view import RowsView
from desktop_chat.ui.theme import CONTROL, TIME
from desktop_chat.words.catalogue import tr

_AnyIndex = QModelIndex | QPersistentModelIndex
_DATA = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that can be set, and the page where. `setting` is "" for what is no setting of the table."""

    page: Page
    label: str
    about: str = ""
    setting: str = ""


def found(query: str, pages: Sequence[Page]) -> tuple[Hit, ...]:
    """What has all words of `query` in its label, description, choices or page, in this language or in English."""
    words = query.casefold().split()
    return tuple(hit for hit, text in _all(pages) if words and all(word in text for word in words))


def _all(pages: Sequence[Page]) -> Iterator[tuple[Hit, str]]:
    """With the text in which each is looked for."""
    for page in pages:
        title = PAGES[page][0]
        yield Hit(page, tr(title)), _text(title)
        for beside, label in BESIDE:
            if beside is page:
                yield Hit(page, tr(label)), _text(title, label)
        for setting in SETTINGS:
            if setting.form is not None and setting.form.page is page:
                known = WORDS[setting.name]
                hit = Hit(page, tr(known.label), tr(known.about) if known.about else "", setting.name)
                yield hit, _text(title, known.label, known.about, *known.choices.values())


def _text(*sources: str) -> str:
    return "\n".join((*sources, *map(tr, sources))).casefold()


class PageList(RowsView):
    """The row on which the keys are is the page that is shown."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, pages: Iterable[Page]) -> None:
        super().__init__(theme)
        self._rows = QStandardItemModel(self)
        for page in pages:
            item = QStandardItem()
            item.setData(page.value, _DATA)
            item.setEditable(False)
            self._rows.appendRow(item)
        self.setItemDelegate(_PageRows(theme, self))
        self.show_rows(self._rows, lambda: [theme.metrics.field] * self._rows.rowCount())
        self.selectionModel().currentChanged.connect(self._choose)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Pages"))
        for place in range(self._rows.rowCount()):
            item = self._rows.item(place)
            item.setText(tr(PAGES[Page(item.data(_DATA))][0]))

    def choose(self, page: Page) -> None:
        places = (n for n in range(self._rows.rowCount()) if self._rows.item(n).data(_DATA) == page.value)
        self.setCurrentIndex(self._rows.index(next(places, 0), 0))

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        selection = self.selectionModel()
        selection.select(index, selection.SelectionFlag.ClearAndSelect)
        if index.isValid():
            self.chosen.emit(index.data(_DATA))


class HitList(RowsView):
    """`opened` carries the `Hit` that was chosen."""

    opened = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._rows = QStandardItemModel(self)
        self.setItemDelegate(_HitRows(theme, self))
        self.show_rows(self._rows, lambda: [theme.metrics.endpoint_row] * self._rows.rowCount())
        self.activated.connect(self._open)
        self.clicked.connect(self._open)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Settings that were found"))

    def show_hits(self, hits: Iterable[Hit]) -> None:
        self._rows.clear()
        for hit in hits:
            item = QStandardItem(hit.label)
            item.setData(hit, _DATA)
            item.setAccessibleText(", ".join(filter(None, (hit.label, tr(PAGES[hit.page][0]), hit.about))))
            item.setEditable(False)
            self._rows.appendRow(item)

    def lead_in(self) -> None:
        if self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(0, 0))
            self.setFocus(Qt.FocusReason.TabFocusReason)

    def open_first(self) -> None:
        if self._rows.rowCount():
            self._open(self._rows.index(0, 0))

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(_DATA))


class _PageRows(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(self._theme.metrics.settings_list, self._theme.metrics.field)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        m, theme = self._theme.metrics, self._theme
        draw_row_ground(painter, option, theme)
        inner = QRectF(option.rect).adjusted(m.row_inset + m.space8, 0, -m.row_inset - m.space4, 0)
        place = mirrored(option, QRectF(inner.left(), inner.top(), m.icon, inner.height()))
        icon = PAGES[Page(index.data(_DATA))][1]
        draw_icon(painter, icon, square(place.center(), m.icon), theme.palette.text2)
        words = inner.adjusted(m.icon + m.space8, 0, 0, 0)
        draw_words(painter, option, words, index.data(Qt.ItemDataRole.DisplayRole), theme, CONTROL)


class _HitRows(QStyledItemDelegate):
    """The setting, and below it its page and what is said about it."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(self._theme.metrics.endpoint_list, self._theme.metrics.endpoint_row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        m, theme, hit = self._theme.metrics, self._theme, index.data(_DATA)
        draw_row_ground(painter, option, theme)
        inner = QRectF(option.rect).adjusted(m.row_inset + m.field_padding, 0, -m.row_inset - m.field_padding, 0)
        upper, lower = two_lines(inner, theme)
        draw_words(painter, option, upper, hit.label, theme, CONTROL)
        about = " · ".join(filter(None, (tr(PAGES[hit.page][0]), hit.about)))
        draw_words(painter, option, lower, about, theme, TIME)
