"""All commands and their keys on one sheet, searched by typing."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_chat.ui.commands import CommandTable
from desktop_chat.ui.look import Theme
from desktop_chat.words.catalogue import tr


class KeyboardMap(QDialog):
    """Two columns, what it does and the keys; the field above filters both."""

    def __init__(self, commands: CommandTable, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard"))
        self.resize(theme.metrics.palette_width, theme.metrics.settings_height)
        self._field = QLineEdit()
        self._field.setPlaceholderText(tr("Search"))
        self._field.setAccessibleName(tr("Search"))
        self._field.textChanged.connect(self._filter)
        self._list = QTreeWidget()
        self._list.setRootIsDecorated(False)
        self._list.setColumnCount(2)
        self._list.setHeaderLabels([tr("Command"), tr("Keys")])
        self._list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._list.addTopLevelItems(_rows(commands))
        column = QVBoxLayout(self)
        column.addWidget(self._field)
        column.addWidget(self._list)

    @Slot(str)
    def _filter(self, wanted: str) -> None:
        words = wanted.casefold().split()
        for place in range(self._list.topLevelItemCount()):
            item = self._list.topLevelItem(place)
            shown = f"{item.text(0)} {item.text(1)}".casefold()
            item.setHidden(not all(word in shown for word in words))


def _rows(commands: CommandTable) -> list[QTreeWidgetItem]:
    native = QKeySequence.SequenceFormat.NativeText
    rows = [
        QTreeWidgetItem(
            [tr(command.title), ", ".join(QKeySequence(keys).toString(native) for keys in command.shortcuts)]
        )
        for command in commands.commands
        if command.shortcuts
    ]
    others = (
        (tr("Send"), "Enter"),
        (tr("New line"), "Shift+Enter"),
        (tr("Insert without asking"), "Ctrl+Enter"),
        (tr("Edit the last question"), tr("Up in an empty field")),
        (tr("Open the message as plain text"), tr("Enter or F2 on a message")),
        (tr("Rename"), tr("F2 on a conversation")),
    )
    return rows + [QTreeWidgetItem(list(row)) for row in others]
