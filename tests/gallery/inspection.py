"""What of a screen's own words is cut short, and what of them no translator was given.

Made for the language of nobody (`words/pseudo.py`): each sentence of the program stands in brackets there. A word
outside of brackets is a person's, or was forgotten. What ends in an ellipsis must be told in full by a tool tip.
What is painted is seen where it is painted; what Qt paints is asked for the room that it needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QPainter, QTextDocumentFragment
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QTabBar,
    QWidget,
)

from desktop_chat.ui import text_line
from desktop_chat.ui.buttons import Button
from desktop_chat.ui.composer.editor import Editor
from desktop_chat.ui.composer.strip import Strip
from desktop_chat.ui.context.hints import KeyHints
from desktop_chat.ui.lines.view import LinesView
from desktop_chat.ui.rows_view import RowsView
from desktop_chat.ui.transcript.roll import Roll
from desktop_chat.ui.transcript.typeset import Paragraph
from desktop_chat.ui.widgets import CheckBox, ElidedLabel, Field, Select
from desktop_chat.ui.wrapped_text import WrappedText
from tests.gallery.theirs import is_theirs

_OPEN, _CLOSE = "⟦", "⟧"
_WORD = re.compile(r"[A-Za-zÀ-žŁł]{2,}")
_ENGLISH_NUMBER = re.compile(r"\d,\d{3}(?!\d)|\d\.\d")
_SLACK = 1.5  # logical pixels that rounding costs
# Messages, JSON and what a person types are theirs.
_THEIRS = (LinesView,)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A text as it was painted: on what, from where to where, and what it was before it was cut."""

    on: QWidget | None
    text: str
    whole: str
    left: float
    right: float


@dataclass
class Seen:
    """All that one screen says, by painting or by name."""

    drawn: list[Drawn] = field(default_factory=list)
    told: list[tuple[QWidget, str, str]] = field(default_factory=list)


def look_at(shown: QWidget) -> Seen:
    """Paints the widget once and asks its parts what they say."""
    seen = Seen()
    with _watched(seen):
        shown.grab()
    for widget in (shown, *shown.findChildren(QWidget)):
        if widget.isVisible():
            seen.told += [(widget, what, words) for what, words in _told(widget) if words]
    return seen


def clipped(shown: QWidget, seen: Seen) -> list[str]:
    """Each thing that has too little room for the program's words, in a line."""
    found = [
        f"{_named(one.on)} cuts {one.whole!r}" for one in seen.drawn if _OPEN in one.whole and _is_cut(one, one.on)
    ]
    for widget in (shown, *shown.findChildren(QWidget)):
        if widget.isVisible():
            found += [f"{_named(widget)} {why}" for why in _too_small(widget, shown)]
    return list(dict.fromkeys(found))


def untranslated(seen: Seen, theirs: set[str]) -> list[str]:
    """Words in no brackets that are not `theirs` (words of people, names of things), in a line each."""
    said = [(_named(one.on), one.whole) for one in seen.drawn if not _shows_theirs(one.on)]
    said += [(f"{_named(widget)} {what}", words) for widget, what, words in seen.told]
    found = []
    for where, text in said:
        bare = outside(text)
        if words := [word for word in _WORD.findall(bare) if word.lower() not in theirs]:
            found.append(f"{where} says {' '.join(words)!r} in {text[:120]!r}")
    return list(dict.fromkeys(found))


def english_numbers(seen: Seen) -> list[str]:
    """Numbers of the program with the signs of English."""
    said = [(_named(one.on), one.whole) for one in seen.drawn if not _shows_theirs(one.on)]
    said += [(f"{_named(widget)} {what}", words) for widget, what, words in seen.told]
    found = [(where, text) for where, text in said if _ENGLISH_NUMBER.search(text) and not is_theirs(text)]
    return list(dict.fromkeys(f"{where} writes {text[:120]!r}" for where, text in found))


def outside(text: str) -> str:
    """What of the text stands in no brackets; one that has no other belongs to a sentence that is painted in parts."""
    depth, kept = max(0, text.count(_CLOSE) - text.count(_OPEN)), []
    for character in text:
        depth += (character == _OPEN) - (character == _CLOSE)
        kept.append(character if depth == 0 and character != _CLOSE else " ")
    return "".join(kept)


def _shows_theirs(widget: QWidget | None) -> bool:
    return widget is not None and isinstance(widget.parentWidget(), _THEIRS)


def _is_cut(one: Drawn, widget: QWidget | None) -> bool:
    if one.text != one.whole:
        return widget is None or not (_tells_what_it_cuts(widget) or one.whole in _read(widget.toolTip()))
    if widget is None or isinstance(widget.parentWidget(), Roll):
        return False  # what people and models write may be wider than its column, and is scrolled
    return one.left < -_SLACK or one.right > widget.width() + _SLACK


def _tells_what_it_cuts(widget: QWidget) -> bool:
    """Whether a tool tip is found for it when it is asked for (`ui/cut_words.py`)."""
    return isinstance(widget, CheckBox | KeyHints | Select | Strip) or isinstance(
        widget.parentWidget(), Editor | RowsView | Roll
    )


def _too_small(widget: QWidget, shown: QWidget) -> Iterator[str]:
    """Why a widget of Qt's, or what lies in it, has no room for its words."""
    if isinstance(widget, WrappedText) and widget.text:
        if WrappedText.heightForWidth(widget, widget.width()) > widget.height() + _SLACK and not widget.toolTip():
            yield f"is too low for {widget.text!r}"
    elif isinstance(widget, QLabel) and widget.text() and not isinstance(widget, ElidedLabel):
        yield from _label_too_small(widget)
    elif isinstance(widget, QAbstractButton) and not isinstance(widget, Button | CheckBox | Strip):
        if widget.sizeHint().width() > widget.width() + _SLACK:
            yield f"is too narrow for {widget.text()!r}"
    elif isinstance(widget, QLineEdit) and not widget.text() and not isinstance(widget, Field):
        room = widget.width() - widget.textMargins().left() - widget.textMargins().right() - 4
        if widget.fontMetrics().horizontalAdvance(widget.placeholderText()) > room:
            yield f"is too narrow for {widget.placeholderText()!r}"
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit | QComboBox | WrappedText) and _lies_outside(
        widget, shown
    ):
        yield f"does not lie whole in {_named(widget.parentWidget())}: {_words(widget)!r}"


def _label_too_small(label: QLabel) -> Iterator[str]:
    if label.wordWrap():
        if label.heightForWidth(label.width()) > label.height() + _SLACK:
            yield f"is too low for {label.text()!r}"
    elif label.sizeHint().width() > label.width() + _SLACK:
        yield f"is too narrow for {label.text()!r}"


def _lies_outside(widget: QWidget, shown: QWidget) -> bool:
    """Whether a part of it lies beyond the edge of something that does not scroll."""
    inside = widget.parentWidget()
    area = QRect(widget.pos(), widget.size())
    while inside is not None:
        scrolls = isinstance(inside.parentWidget(), QAbstractScrollArea)
        sideways = area.left() < -1 or area.right() > inside.width()
        if sideways or (not scrolls and (area.top() < -1 or area.bottom() > inside.height())):
            return True
        if inside is shown or scrolls or inside.isWindow():
            return False
        area.translate(inside.pos())
        inside = inside.parentWidget()
    return False


def _told(widget: QWidget) -> Iterator[tuple[str, str]]:
    """What the widget says beyond what it paints itself, with the name of the way it says it."""
    yield "name", widget.accessibleName()
    yield "description", widget.accessibleDescription()
    yield "tool tip", _read(widget.toolTip())
    if widget.isWindow():
        yield "title", widget.windowTitle()
    if isinstance(widget, QLabel | QAbstractButton):
        yield "text", widget.text()
    elif isinstance(widget, QLineEdit):
        yield "placeholder", widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield from (("choice", widget.itemText(place)) for place in range(widget.count()))
    elif isinstance(widget, QTabBar):
        yield from (("tab", widget.tabText(place)) for place in range(widget.count()))
    elif isinstance(widget, QMenu):
        yield from (("line", action.text()) for action in widget.actions())


def _read(tip: str) -> str:
    """What a person reads of it."""
    return QTextDocumentFragment.fromHtml(tip).toPlainText() if tip.startswith("<") else tip


def _named(widget: QWidget | None) -> str:
    if widget is None:
        return "something"
    inside = widget.parentWidget()
    return f"{type(widget).__name__} in {type(inside).__name__}" if inside is not None else type(widget).__name__


def _words(widget: QWidget) -> str:
    text = getattr(widget, "text", "")
    return str(text() if callable(text) else text)


@contextmanager
def _watched(seen: Seen) -> Iterator[None]:
    """While the block runs, every line that is painted is noted; it is painted all the same."""
    single_line, draw = text_line.single_line, Paragraph.draw
    wholes: dict[str, str] = {}

    def watching_line(text: str, font: object, width: float) -> Paragraph:
        line = single_line(text, font, width)  # type: ignore[arg-type]
        wholes[line._text] = text
        return line

    def watching_draw(self: Paragraph, painter: QPainter, at: QPointF, ink: QColor, marks: object = ()) -> None:
        device = painter.device()
        widget = device if isinstance(device, QWidget) else None
        whole = " ".join(wholes.get(self._text, self._text).split())
        text = " ".join(self._text.split())
        seen.drawn.append(Drawn(widget, text, whole, at.x(), at.x() + self.natural_width))
        draw(self, painter, at, ink, marks)  # type: ignore[arg-type]

    text_line.single_line, Paragraph.draw = watching_line, watching_draw  # type: ignore[method-assign]
    try:
        yield
    finally:
        text_line.single_line, Paragraph.draw = single_line, draw  # type: ignore[method-assign]
