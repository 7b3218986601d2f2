"""What was sent for one reply, and what came back: a window of its own, to be read beside the conversation."""

import json

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_chat.domain.receipts import Receipt, as_curl, as_json
from desktop_chat.ui.look import Theme
from desktop_chat.ui.theme import CODE
from desktop_chat.ui.widgets import Button
from desktop_chat.words import times
from desktop_chat.words.catalogue import tr

_UNKNOWN = "–"


class ReceiptWindow(QDialog):
    """Summary above, the exact body below, copied as JSON or as a curl command; the key is never in it."""

    def __init__(self, receipt: Receipt, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Receipt"))
        self.resize(theme.metrics.settings_width * 3 // 4, theme.metrics.settings_height)
        form = QFormLayout()
        for label, value in _facts(receipt):
            name = QLabel(label)
            name.setProperty("tone", "text2")
            shown = QLabel(value)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            form.addRow(name, shown)
        body = QPlainTextEdit(json.dumps(json.loads(receipt.body), ensure_ascii=False, indent=2))
        body.setReadOnly(True)
        body.setFont(theme.font(CODE))
        body.setAccessibleName(tr("Request"))
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(body, 1)
        column.addWidget(self._buttons(receipt, theme))

    def _buttons(self, receipt: Receipt, theme: Theme) -> QDialogButtonBox:
        box = QDialogButtonBox()
        whole = json.dumps(as_json(receipt), ensure_ascii=False, indent=2)
        for words, text in ((tr("Copy as JSON"), whole), (tr("Copy as curl"), as_curl(receipt))):
            button = Button(theme, words)
            button.clicked.connect(lambda _=False, text=text: QGuiApplication.clipboard().setText(text))
            box.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        close = Button(theme, tr("Close"))
        close.clicked.connect(self.close)
        box.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        return box


def _facts(receipt: Receipt) -> list[tuple[str, str]]:
    usage = receipt.usage
    sent = receipt.sent_at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    first = receipt.first_token_at
    wait = (first - receipt.sent_at).total_seconds() if first else None
    return [
        (tr("Endpoint"), f"{receipt.endpoint} · {receipt.base_url}"),
        (tr("Model"), str(receipt.parameters.get("model", _UNKNOWN))),
        (tr("Sent"), sent),
        (tr("First token after"), times.seconds(wait)),
        (tr("Ended after"), times.seconds(receipt.seconds)),
        (
            tr("Messages"),
            tr("{sent} sent, {out} left out").format(sent=len(receipt.wire), out=receipt.left_out),
        ),
        (tr("Tokens read"), _counted(usage.prompt_tokens if usage else None, receipt.estimate)),
        (tr("Tokens written"), _count(usage.completion_tokens if usage else None)),
        (tr("How it ended"), receipt.finish_reason or _UNKNOWN),
        (tr("Request id"), receipt.request_id or _UNKNOWN),
    ]


def _count(tokens: int | None) -> str:
    return _UNKNOWN if tokens is None else times.count(tokens)


def _counted(tokens: int | None, estimate: int) -> str:
    return tr("{tokens}, estimated {estimate}").format(tokens=_count(tokens), estimate=times.count(estimate))
