"""From tokens to what Qt's own widgets understand: a palette for Fusion, and a style sheet on top of it.

The sheet has no colour or length of its own: `$token` stands for a colour and `@length` for pixels. Dynamic
properties say what a widget is for: `kind` and `size` on buttons, `type` and `tone` on labels, `surface` on
frames.
"""

from __future__ import annotations

import re
from dataclasses import asdict, fields

from PySide6.QtGui import QColor, QPalette

from desktop_chat.ui.theme import BLACK, DARK, LIGHT, STYLES, WHITE, Face, Metrics, Palette, TextStyle

_Role = QPalette.ColorRole
_Group = QPalette.ColorGroup

_ROLES = {
    _Role.Window: "window",
    _Role.WindowText: "text",
    _Role.Base: "raised",
    _Role.AlternateBase: "window",
    _Role.Text: "text",
    _Role.Button: "raised",
    _Role.ButtonText: "text",
    _Role.BrightText: "err",
    _Role.ToolTipBase: "raised",
    _Role.ToolTipText: "text",
    _Role.PlaceholderText: "text3",
    _Role.Highlight: "text_selection",
    _Role.HighlightedText: "on_selected",
    _Role.Accent: "accent",
    _Role.Link: "link",
    _Role.LinkVisited: "link",
    _Role.Light: "raised",
    _Role.Midlight: "hairline",
    _Role.Mid: "line",
    _Role.Dark: "control",
    _Role.Shadow: "control",
}

_HIGHLIGHTS = frozenset(
    {
        "selected",
        "text_selection",
        "find_now",
        "accent",
        "accent_hover",
        "accent_pressed",
        "focus",
        "part_pinned",
    }
)
_ON_HIGHLIGHTS = frozenset({"on_selected", "on_accent", "on_find_now"})
_SURFACES = frozenset(
    {
        "window",
        "paper",
        "raised",
        "band",
        "code",
        "sunken",
        "hover",
        "pressed",
        "selected_idle",
        "role_system",
    }
)
_TINTS = frozenset({"warn_bg", "err_bg", "ok_bg", "add_bg", "del_bg", "part_draft"})
_GROUNDS = _SURFACES | _TINTS


def qpalette(palette: Palette) -> QPalette:
    """The same colours for what Fusion paints by itself."""
    made = QPalette()
    for role, token in _ROLES.items():
        made.setColor(role, getattr(palette, token))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText, _Role.HighlightedText):
        made.setColor(_Group.Disabled, role, palette.disabled)
    return made


def high_contrast(system: QPalette) -> Palette:
    """Only the colours of the system's contrast theme: tints vanish, every edge is as strong as the text."""
    return Palette(**{field.name: QColor(_system_colour(system, field.name)) for field in fields(Palette)})


def contrast_colours(*, dark: bool) -> QPalette:
    """For a desktop that wishes for contrast and has no colours of its own for that, as those of Linux."""
    usual = DARK if dark else LIGHT
    ground, ink = (BLACK, WHITE) if dark else (WHITE, BLACK)
    accent = usual.accent if dark else usual.accent_pressed
    made = QPalette()
    for role, colour in (
        (_Role.Window, ground),
        (_Role.WindowText, ink),
        (_Role.Highlight, accent),
        (_Role.HighlightedText, ground),
        (_Role.Link, accent),
    ):
        made.setColor(role, colour)
    made.setColor(_Group.Disabled, _Role.WindowText, usual.text3)
    return made


def _system_colour(system: QPalette, token: str) -> QColor:
    if token in _GROUNDS:
        return system.color(_Role.Window)
    if token in _HIGHLIGHTS:
        return system.color(_Role.Highlight)
    if token in _ON_HIGHLIGHTS:
        return system.color(_Role.HighlightedText)
    if token == "disabled":
        return system.color(_Group.Disabled, _Role.WindowText)
    return system.color(_Role.Link if token == "link" else _Role.WindowText)


def stylesheet(palette: Palette, metrics: Metrics, font_ratio: float = 1) -> str:
    """The whole sheet, every placeholder resolved."""
    colours = {field.name: getattr(palette, field.name).name() for field in fields(Palette)}
    lengths = asdict(metrics) | _derived(metrics)
    sheet = _SHEET + "".join(_label(name, style, font_ratio) for name, style in STYLES.items())
    sheet += _TONES

    def value(found: re.Match[str]) -> str:
        sort, name = found.groups()
        return str(colours[name]) if sort == "$" else f"{lengths[name]}px"

    return _PLACEHOLDER.sub(value, sheet)


_PLACEHOLDER = re.compile(r"([$@])([a-z0-9_]+)")


def _derived(m: Metrics) -> dict[str, int]:
    """What is left of a length once borders are taken off: Qt adds border and padding to `min-height`."""
    thicker = m.ring - m.border
    return {
        "button_inner": m.button - 2 * m.border,
        "button_small_inner": m.button_small - 2 * m.border,
        "field_inner": m.field - 2 * m.border,
        "field_inner_focused": m.field - 2 * m.ring,
        "field_padding_focused": m.field_padding - thicker,
        "field_caret": m.field_padding + m.caret + m.space4,
        "menu_row_inner": m.menu_row - 2 * m.space4,
        "menu_indent": m.menu_padding + m.space16,
        "scroll_margin": (m.scroll_bar - m.scroll_handle) // 2,
        "scroll_radius": m.scroll_handle // 2,
        "none": 0,
    }


def _label(name: str, style: TextStyle, ratio: float) -> str:
    family = ' font-family: "monospace";' if style.face is Face.CODE else ""
    return (
        f'QLabel[type="{name}"] {{ color: ${style.ink}; font-size: {round(style.px * ratio)}px;'
        f" font-weight: {style.weight};{family} }}\n"
    )


_SHEET = """
QWidget { selection-background-color: $text_selection; selection-color: $on_selected; }
QMainWindow, QDialog { background: $window; }
QFrame[surface="window"] { background: $window; }
QFrame[surface="paper"] { background: $paper; }
QFrame[surface="raised"] { background: $raised; }
QFrame[surface="inset"] { background: $window; border: @border solid $hairline; border-radius: @radius; }
QFrame[surface="card"] { background: $raised; border: @border solid $line; border-radius: @radius_dialog; }
QLabel { background: transparent; }

QPushButton {
    background: $raised; color: $text; border: @border solid $control; border-radius: @radius;
    min-height: @button_inner; padding: @none @button_padding; font-weight: 400;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $pressed; }
QPushButton:disabled { background: $sunken; color: $disabled; border-color: $sunken; }
QPushButton[size="small"] { min-height: @button_small_inner; padding: @none @button_small_padding; }
QPushButton[kind="primary"] {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: 600;
}
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_pressed; border-color: $accent_pressed; }
QPushButton[kind="primary"]:disabled { background: $sunken; color: $disabled; border-color: $sunken; }
QPushButton[kind="tool"] {
    background: transparent; border-color: transparent; color: $text2; padding: @none @space8;
}
QPushButton[kind="tool"]:hover { background: $hover; border-color: $hover; color: $text; }
QPushButton[kind="tool"]:pressed, QPushButton[kind="tool"]:checked {
    background: $pressed; border-color: $pressed;
}
QPushButton[kind="tool"]:disabled { background: transparent; border-color: transparent; color: $disabled; }
QPushButton[kind="link"] {
    background: transparent; border-color: transparent; color: $link; padding: @none @space4;
    min-height: @space20;
}
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:disabled { color: $disabled; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QComboBox {
    background: $raised; color: $text; border: @border solid $control; border-radius: @radius;
    padding: @none @field_padding; placeholder-text-color: $text3;
}
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox { min-height: @field_inner; }
QPlainTextEdit, QTextEdit { padding: @space4 @space8; }
QPlainTextEdit[surface="window"] { background: $window; border-color: $line; }
QTextEdit[surface="code"] { background: $code; border-color: $hairline; padding: @none; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus {
    border: @ring solid $focus; min-height: @field_inner_focused; padding: @none @field_padding_focused;
}
QPlainTextEdit:focus, QTextEdit:focus { border: @ring solid $focus; }
QLineEdit:disabled, QPlainTextEdit:disabled,
QComboBox:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled {
    color: $disabled; background: $sunken; border-color: $sunken;
}
QLineEdit:read-only { background: $window; }
QLineEdit { lineedit-password-character: 8226; }
QLineEdit[bare="true"], QPlainTextEdit[bare="true"], QTextEdit[bare="true"] {
    background: transparent; border: @none solid transparent; padding: @none; min-height: @none;
}
QComboBox { padding-right: @field_caret; }
QComboBox:on { background: $pressed; }
QComboBox::drop-down { border: @none solid transparent; width: @none; }
QComboBox::down-arrow { image: none; width: @none; height: @none; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {
    width: @none;
}
QComboBox QAbstractItemView {
    background: $raised; border: @border solid $line; outline: none; padding: @space4;
    selection-background-color: $selected; selection-color: $on_selected;
}
QComboBox QAbstractItemView::item {
    min-height: @menu_row; padding: @none @space8; border-radius: @radius_chip;
}
QComboBox QAbstractItemView::item:selected { background: $selected; color: $on_selected; }

QCheckBox, QRadioButton { background: transparent; color: $text; spacing: @space8; min-height: @space24; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QCheckBox::indicator { width: @check; height: @check; image: none; border: none; background: transparent; }

QMenuBar { background: $window; color: $text; }
QMenuBar::item { background: transparent; padding: @space4 @space8; border-radius: @radius_chip; }
QMenuBar::item:selected { background: $hover; }
QMenuBar::item:pressed { background: $pressed; }
QMenu { background: $raised; color: $text; border: @border solid $line; padding: @space4; }
QMenu::item {
    min-height: @menu_row_inner; padding: @space4 @menu_indent @space4 @menu_padding;
    border-radius: @radius_chip;
}
QMenu::item:selected { background: $selected; color: $on_selected; }
QMenu::indicator { left: @space4; width: @caret; height: @caret; }
QMenu::item:disabled { color: $disabled; background: transparent; }
QMenu::icon { padding-left: @space8; }
QMenu::separator { height: @border; background: $hairline; margin: @space4 @space8; }
QToolTip { background: $raised; color: $text; border: @border solid $line; padding: @space4 @space8; }

QListView, QTreeView, QTableView, QScrollArea {
    background: transparent; border: @none solid transparent; outline: none;
}
QAbstractScrollArea::corner { background: transparent; }
QListView::item { min-height: @row; }
QListView::item:hover { background: $hover; }
QListView::item:selected { background: $selected; color: $on_selected; }
QListView::item:selected:!active { background: $selected_idle; }

QScrollBar { background: transparent; border: none; margin: @none; }
QScrollBar:vertical { width: @scroll_bar; }
QScrollBar:horizontal { height: @scroll_bar; }
QScrollBar::handle { background: $control; border-radius: @scroll_radius; margin: @scroll_margin; }
QScrollBar::handle:vertical { min-height: @scroll_handle_min; }
QScrollBar::handle:horizontal { min-width: @scroll_handle_min; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $text3; }
QScrollBar::add-line, QScrollBar::sub-line { width: @none; height: @none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSplitter::handle { background: $hairline; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab {
    background: transparent; color: $text2;
    border: @none solid transparent; border-bottom: @ring solid transparent;
    padding: @space4 @space2; margin-right: @space16;
}
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; font-weight: 600; }
QProgressBar {
    background: $sunken; border: none; border-radius: @radius_inline; max-height: @strip_bar_height;
}
QProgressBar::chunk { background: $accent; border-radius: @radius_inline; }

"""

# Behind the labels by style, whose ink they replace.
_TONES = """
QLabel[tone="text2"] { color: $text2; }
QLabel[tone="text3"] { color: $text3; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="err"] { color: $err; }
QLabel[tone="ok"] { color: $ok; }
"""
