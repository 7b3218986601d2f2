"""The look laid out on a few sheets, for a person's eyes: `python -m tests.ui.gallery OUT_DIR`.

Asserting colours is easy, judging a page is not; these pictures stand beside the design's own.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from desktop_chat.domain.settings import ThemeMode
from desktop_chat.ui.icons import Icon, icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.widgets import Button, CheckBox, Field, IconButton, Kind, LinkButton, Rule, Select
from tests.ui.gallery_pages import Icons, Page, SidebarRows

Sheet = Callable[[Theme], QWidget]


def controls(theme: Theme) -> QWidget:
    sheet = QFrame()
    sheet.setProperty("surface", "window")
    grid = QGridLayout(sheet)
    grid.setContentsMargins(24, 24, 24, 24)
    grid.setSpacing(12)
    for row, widgets in enumerate([*_buttons(theme), *_fields(theme)]):
        for column, widget in enumerate(widgets):
            grid.addWidget(widget, row, column)
    return sheet


def _buttons(theme: Theme) -> list[list[QWidget]]:
    send, stop = Button(theme, "Send", Kind.PRIMARY, Icon.SEND), Button(theme, "Stop", Kind.NORMAL, Icon.STOP)
    stop.set_hint("Esc")
    check, use = Button(theme, "Check and start", Kind.PRIMARY), _off(Button(theme, "Use"))
    small = [Button(theme, "Continue"), Button(theme, "重试"), Button(theme, "Raise the limit…")]
    for button in small:
        button.set_small()
    context = Button(theme, "Context", Kind.TOOL, Icon.CONTEXT)
    link = LinkButton(theme, "3 messages left out", Icon.NEXT)
    return [
        [Button(theme, "Use this server"), check, use],
        [*small],
        [send, stop, _off(Button(theme, "Send", Kind.PRIMARY, Icon.SEND))],
        [IconButton(theme, Icon.SEARCH, "Find"), context, link],
    ]


def _fields(theme: Theme) -> list[list[QWidget]]:
    primary = QPushButton("Primary")
    primary.setProperty("kind", "primary")
    ticked = CheckBox(theme, "开机时启动")
    ticked.setChecked(True)
    address, unused = _field(theme, "", "https://api.deepseek.com/v1"), _off(_field(theme, "", "not now"))
    return [
        [QPushButton("Plain push button"), primary, _select(theme)],
        [_field(theme, "Search", sign=Icon.SEARCH), address, unused],
        [CheckBox(theme, "Keep backups"), ticked, _off(CheckBox(theme, "Off"))],
        [_tabs(), _labels(), QPlainTextEdit("Several lines\n的文字 here")],
    ]


def first_start(theme: Theme) -> QWidget:
    sheet, card = QFrame(), QFrame()
    sheet.setProperty("surface", "window")
    card.setProperty("surface", "card")
    card.setFixedWidth(theme.metrics.card)
    outer = QVBoxLayout(sheet)
    outer.setContentsMargins(48, 48, 48, 48)
    outer.addWidget(card)
    column = QVBoxLayout(card)
    column.setContentsMargins(40, 24, 24, 24)
    column.addWidget(_label("Which model answers?", "card_title"))
    column.addWidget(_tone(_label("One of these is enough. The others can be added at any time.", "control"), "text2"))
    column.addWidget(Rule(theme))
    column.addWidget(_label("Paste an API key", "way_title"))
    column.addWidget(_tone(_label("The provider is recognised by the key.", "control"), "text2"))
    row = QHBoxLayout()
    for widget in (
        _field(theme, "", "sk-…3f9a"),
        _select(theme),
        Button(theme, "Check and start", Kind.PRIMARY),
    ):
        row.addWidget(widget)
    column.addLayout(row)
    column.addWidget(_label("Kept in the system keyring, never in a file.", "label"))
    return sheet


def menu(theme: Theme) -> QWidget:
    made = QMenu()
    ink, faint = theme.palette.text2, theme.palette.disabled
    for words, sign, key in (("Rename…", Icon.EDIT, "F2"), ("导出…", Icon.EXPORT, "Ctrl+E")):
        action = made.addAction(icon(sign, ink, faint), words)
        action.setShortcut(key)
    made.addSeparator()
    made.addAction(icon(Icon.TRASH, ink, faint), "Move to the trash")
    made.addAction(icon(Icon.ARCHIVE, ink, faint), "Archive").setEnabled(False)
    made.setActiveAction(made.actions()[0])
    return made


SHEETS: dict[str, Sheet] = {
    "controls": controls,
    "first-start": first_start,
    "rows": SidebarRows,
    "page": Page,
    "icons": Icons,
    "menu": menu,
}


W = TypeVar("W", bound=QWidget)


def _off(widget: W) -> W:
    widget.setEnabled(False)
    return widget


def _field(theme: Theme, placeholder: str, text: str = "", sign: Icon | None = None) -> Field:
    field = Field(theme, placeholder, sign)
    field.setText(text)
    return field


def _select(theme: Theme) -> Select:
    select = Select(theme)
    select.addItems(["DeepSeek", "Kimi", "本地模型"])
    return select


def _tabs() -> QTabBar:
    tabs = QTabBar()
    for words in ("Messages", "Raw"):
        tabs.addTab(words)
    return tabs


def _label(text: str, style: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("type", style)
    return label


def _tone(label: QLabel, tone: str) -> QLabel:
    label.setProperty("tone", tone)
    return label


def _labels() -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    for style in ("card_title", "way_title", "strong", "control", "label", "section"):
        column.addWidget(_label(f"{style} 你好", style))
    column.addWidget(_tone(_label("The key was not accepted.", "control"), "err"))
    return box


def save(theme: Theme, folder: Path, suffix: str) -> None:
    """Every sheet, shown for real the first button or field holding the focus."""
    for name, build in SHEETS.items():
        sheet = build(theme)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, name == "menu")
        sheet.show()
        sheet.activateWindow()
        QApplication.processEvents()
        for child in sheet.findChildren(QLineEdit if name == "first-start" else Button)[:1]:
            child.clearFocus()  # the window may have given it the focus, by no key
            child.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        sheet.grab().save(str(folder / f"{name}-{suffix}.png"))
        sheet.close()
        sheet.deleteLater()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    theme = Theme(app)
    for mode in (ThemeMode.LIGHT, ThemeMode.DARK):
        theme.set_mode(mode)
        for language in ("en", "zh"):
            theme.set_language(language)
            save(theme, folder, f"{mode}-{language}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
