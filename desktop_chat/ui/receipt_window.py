"""What was sent for one reply, and what came back: a window of its own, to be read beside the conversation."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QTextBlockFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_chat.domain.messages import Message
from desktop_chat.domain.receipts import Receipt, spelled
from desktop_chat.domain.spelled import Form
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.mark import Mark
from desktop_chat.ui.receipt_facts import Fact, facts_of
from desktop_chat.ui.theme import CONTROL, COPIED_MS, MONO, SMALL, STRONG
from desktop_chat.ui.widgets import Button, ElidedLabel, Rule
from desktop_chat.words.catalogue import tr
from desktop_chat.words.explanation import named


class ReceiptWindow(QDialog):
    """Facts above, the exact body below, copied as JSON or as a curl command; the key is never in it."""

    def __init__(
        self, receipt: Receipt, theme: Theme, parent: QWidget, reply: Message | None = None, title: str = ""
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Receipt — {title}").format(title=named(title)) if title else tr("Receipt"))
        self._theme = theme
        self._receipt = receipt
        m = theme.metrics
        ground = QFrame()
        ground.setProperty("surface", "raised")
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(m.space24, m.space16, m.space24, m.space16)
        inside.setSpacing(0)
        inside.addWidget(_Facts(facts_of(receipt, reply), theme))
        inside.addSpacing(m.space16)
        inside.addLayout(self._body_head())
        inside.addSpacing(m.space8)
        inside.addWidget(self._body(), 1)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(0)
        outside.addWidget(ground, 1)
        outside.addWidget(Rule(theme))
        outside.addWidget(self._foot())
        self.resize(m.receipt_width, m.receipt_height)
        self._close.setFocus(Qt.FocusReason.TabFocusReason)

    def _body_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(self._theme.metrics.space12)
        where = ElidedLabel(self._theme, SMALL, f"POST {named(self._receipt.base_url)}/chat/completions")
        title = ElidedLabel(self._theme, STRONG, tr("Request"))
        title.setFixedWidth(title.sizeHint().width())
        head.addWidget(title)
        head.addWidget(where, 1)
        return head

    def _body(self) -> QTextEdit:
        m = self._theme.metrics
        body = QTextEdit()
        body.setProperty("surface", "code")
        body.setReadOnly(True)
        body.setTabChangesFocus(True)
        body.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        body.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        body.setFont(self._theme.font(MONO))
        body.setPlainText(pretty(json.loads(self._receipt.body)))
        body.document().setDocumentMargin(m.space8)
        _lay_lines(body, self._theme.line(MONO))
        body.setAccessibleName(tr("Request"))
        body.setMinimumHeight(m.space48)
        return body

    def _foot(self) -> QWidget:
        m = self._theme.metrics
        foot = QFrame()
        foot.setProperty("surface", "raised")
        row = QHBoxLayout(foot)
        row.setContentsMargins(m.space24, m.space16, m.space24, m.space16)
        row.setSpacing(m.space8)
        row.addWidget(
            _CopyButton(self._theme, tr("Copy as curl"), Icon.CURL, lambda: spelled(self._receipt, Form.CURL))
        )
        row.addWidget(
            _CopyButton(self._theme, tr("Copy as JSON"), Icon.JSON, lambda: spelled(self._receipt, Form.JSON))
        )
        row.addSpacing(m.space8)
        row.addWidget(ElidedLabel(self._theme, SMALL, tr("The key is not part of a receipt.")), 1)
        close = Button(self._theme, tr("Close"))
        close.clicked.connect(self.close)
        row.addWidget(close)
        self._close = close
        return foot


class _Facts(QWidget):
    """Rows with hairlines between them."""

    def __init__(self, facts: Iterable[Fact], theme: Theme) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        m = theme.metrics
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.setColumnMinimumWidth(0, m.fact_label)
        grid.setColumnStretch(1, 1)
        for place, fact in enumerate(facts):
            label = ElidedLabel(theme, CONTROL, fact.label)
            label.set_ink("text2")
            grid.setRowMinimumHeight(2 * place, m.fact_row)
            grid.addWidget(label, 2 * place, 0)
            grid.addLayout(_value(fact, theme), 2 * place, 1)
            grid.addWidget(Rule(theme), 2 * place + 1, 0, 1, 2)


def _value(fact: Fact, theme: Theme) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.metrics.space8)
    if fact.icon is not None:
        row.addWidget(Mark(theme, fact.icon, fact.ink, CONTROL))
    for words, ink in ((fact.value, fact.ink), (fact.aside, "text3")):
        if words:
            label = ElidedLabel(theme, CONTROL, words)
            label.set_ink(ink)
            label.setMaximumWidth(label.sizeHint().width())
            row.addWidget(label)
    row.addStretch(1)
    return row


class _CopyButton(Button):
    """Says for a moment that it has copied, without growing or shrinking."""

    def __init__(self, theme: Theme, words: str, icon: Icon, text: Callable[[], str]) -> None:
        super().__init__(theme, words, icon=icon)
        self._says, self._shows, self._text = words, icon, text
        self._moment = QTimer(self, singleShot=True, interval=COPIED_MS)
        self._moment.timeout.connect(self._rest)
        self.clicked.connect(self._copy)
        self.setFixedWidth(self.sizeHint().width())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text())
        self.set_words(tr("Copied"))
        self.set_icon(Icon.COPIED)
        self._moment.start()

    def _rest(self) -> None:
        self.set_words(self._says)
        self.set_icon(self._shows)


def _lay_lines(text: QTextEdit, height: int) -> None:
    """Every line as high as the others, whatever faces it mixes."""
    cursor = QTextCursor(text.document())
    cursor.select(QTextCursor.SelectionType.Document)
    block = QTextBlockFormat()
    block.setLineHeight(height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    cursor.setBlockFormat(block)


def pretty(body: dict[str, Any]) -> str:
    """The same JSON for a reader: a line for each parameter, a line for each message."""
    lines = [
        f"{_as_json(name)}: {_listed(value) if name == 'messages' else _as_json(value)}" for name, value in body.items()
    ]
    return "{\n  " + ",\n  ".join(lines) + "\n}"


def _listed(messages: list[Any]) -> str:
    return "[\n    " + ",\n    ".join(_as_json(message) for message in messages) + "\n  ]"


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
