"""The tokens: complete, legible, and the only source of the style sheet."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from desktop_chat.domain.settings import ThemeMode
from desktop_chat.ui import theme as tokens
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import hit_ink
from desktop_chat.ui.stylesheet import contrast_colours, high_contrast, qpalette, stylesheet
from desktop_chat.ui.theme import DARK, LIGHT, METRICS, Metrics, Palette

TEXT = {
    "text": "window paper raised band code hover pressed selected selected_idle text_selection find role_system"
    " warn_bg err_bg ok_bg add_bg del_bg sunken",
    "text2": "window paper raised band code hover selected selected_idle role_system warn_bg err_bg sunken",
    "text3": "window paper raised band code hover selected selected_idle role_system sunken",
    "faded": "paper raised window band code sunken",
    "link": "paper raised band window role_system hover",
    "on_accent": "accent accent_hover accent_pressed",
    "on_selected": "selected text_selection",
    "on_find_now": "find_now",
    "warn": "paper raised window warn_bg band selected_idle hover selected",
    "err": "paper raised window err_bg band hover selected",
    "ok": "paper raised window ok_bg band",
    "syntax_keyword": "code",
    "syntax_string": "code",
    "syntax_number": "code",
    "syntax_comment": "code",
    "syntax_name": "code",
    "syntax_punctuation": "code",
}
PARTS = {
    "spine": "paper band raised window",
    "spine_out": "paper raised window",
    "focus": "paper raised window band hover selected",
    "control": "raised paper window",
    "accent": "paper raised window",
    "warn_mark": "paper raised window warn_bg",
    "err_mark": "paper raised window err_bg selected",
    "part_system": "raised paper window",
    "part_pinned": "raised paper window",
    "part_history": "raised paper window sunken",
}
TEXT_NEEDS, PARTS_NEED = 4.5, 3.0
BLACK, WHITE = QColor("#000000"), QColor("#ffffff")


def pairs(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(ink, ground) for ink, grounds in table.items() for ground in grounds.split()]


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = (colour.red() / 255, colour.green() / 255, colour.blue() / 255)
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: QColor, other: QColor) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_the_standard_says() -> None:
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast(LIGHT.text, LIGHT.window) == pytest.approx(14.6, abs=0.05)
    assert contrast(DARK.text, DARK.sunken) == pytest.approx(14.8, abs=0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), pairs(TEXT))
def test_words_can_be_read_on_every_ground_they_stand_on(ink: str, ground: str, palette: Palette) -> None:
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= TEXT_NEEDS


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("part", "ground"), pairs(PARTS))
def test_parts_that_mean_something_can_be_seen(part: str, ground: str, palette: Palette) -> None:
    assert contrast(getattr(palette, part), getattr(palette, ground)) >= PARTS_NEED


@pytest.mark.parametrize("field", fields(Palette), ids=lambda field: field.name)
def test_every_token_is_an_opaque_colour_in_both_palettes(field: object) -> None:
    name = getattr(field, "name", "")
    for palette in (LIGHT, DARK):
        colour = getattr(palette, name)
        assert colour.isValid()
        assert colour.alpha() == WHITE.alpha()


def test_every_style_names_an_ink_that_exists() -> None:
    known = {field.name for field in fields(Palette)}
    assert {style.ink for style in tokens.STYLES.values()} <= known
    assert {style.weight for style in tokens.STYLES.values()} == {400, 600}


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_no_placeholder_is_left_in_the_style_sheet(palette: Palette) -> None:
    sheet = stylesheet(palette, METRICS)
    assert re.findall(r"[$@]\w*", sheet) == []
    assert sheet.count("{") == sheet.count("}")


def test_a_system_contrast_theme_leaves_only_its_own_colours() -> None:
    system = QPalette()
    own = {QColor(name).rgb() for name in ("#000000", "#ffffff", "#1aebff", "#3ff23f", "#ffff00")}
    system.setColor(QPalette.ColorRole.Window, BLACK)
    system.setColor(QPalette.ColorRole.WindowText, WHITE)
    system.setColor(QPalette.ColorRole.Highlight, QColor("#1aebff"))
    system.setColor(QPalette.ColorRole.HighlightedText, BLACK)
    system.setColor(QPalette.ColorRole.Link, QColor("#ffff00"))
    system.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText, QColor("#3ff23f"))
    made = high_contrast(system)
    assert {getattr(made, field.name).rgb() for field in fields(Palette)} <= own
    assert made.faded == made.text
    assert made.hairline == made.text
    assert contrast(hit_ink(made), made.find) >= TEXT_NEEDS
    assert contrast(made.on_find_now, made.find_now) >= TEXT_NEEDS
    assert made.find != made.find_now


@pytest.mark.parametrize("dark", [False, True])
def test_where_a_system_has_no_colours_for_contrast_they_are_black_and_white(*, dark: bool) -> None:
    made = high_contrast(contrast_colours(dark=dark))
    assert contrast(made.text, made.paper) == pytest.approx(21)
    assert (made.paper.lightness() < made.text.lightness()) is dark
    for ink in ("link", "accent", "disabled"):
        assert contrast(getattr(made, ink), made.paper) >= TEXT_NEEDS
    assert contrast(made.on_accent, made.accent) >= TEXT_NEEDS


def test_fusion_gets_the_same_colours() -> None:
    made = qpalette(DARK)
    assert made.color(QPalette.ColorRole.Window) == DARK.window
    assert made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text) == DARK.disabled


def test_lengths_follow_the_system_font_but_lines_stay_thin() -> None:
    doubled = METRICS.scaled(2)
    assert doubled.row == 2 * METRICS.row
    assert (doubled.border, doubled.spine, doubled.ring) == (METRICS.border, METRICS.spine, METRICS.ring)
    assert METRICS.scaled(1) is METRICS


def test_a_compact_list_has_less_air_and_the_same_type(theme: Theme) -> None:
    before = theme.font(tokens.CONTROL).pixelSize()
    theme.set_compact(True)
    assert theme.metrics.row < Metrics().row
    assert theme.font(tokens.CONTROL).pixelSize() == before


def test_a_mode_is_announced_once_and_reaches_the_application(theme: Theme, qapp: QApplication) -> None:
    heard: list[bool] = []
    theme.changed.connect(lambda: heard.append(theme.is_dark))
    theme.set_mode(ThemeMode.DARK)
    theme.set_mode(ThemeMode.DARK)
    assert heard[-1:] == [True]
    assert len(heard) == 1
    assert theme.palette is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window) == DARK.window


@pytest.mark.parametrize("size", tokens.BODY_SIZES)
def test_text_grows_on_its_own_line_and_code_stays_two_below(theme: Theme, size: int) -> None:
    theme.set_text_size(size)
    assert theme.font(tokens.BODY).pixelSize() == size
    assert theme.line(tokens.BODY) == round(1.6 * size)
    assert theme.font(tokens.CODE).pixelSize() == size - 2
    assert theme.font(tokens.CONTROL).pixelSize() == tokens.CONTROL.px
    assert theme.metrics.measure == round(680 * size / 15)


@pytest.mark.parametrize(("asked", "given"), [(1, 13), (99, 24)])
def test_text_size_stays_in_its_range(theme: Theme, asked: int, given: int) -> None:
    theme.set_text_size(asked)
    assert theme.text_size == given
