"""The look while the program runs: which palette, how large, in which language's faces.

One object is built at start and handed to whoever paints. It follows the system's light and dark while
nothing else was chosen, the system's contrast theme always, and the system's font size by ratio. What
changes is announced once, after the application's own palette, font and style sheet have been replaced.
"""

from __future__ import annotations

import sys
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QStyle

from desktop_chat.domain.settings import ThemeMode
from desktop_chat.ui import theme
from desktop_chat.ui.fonts import make_font, system_family
from desktop_chat.ui.stylesheet import contrast_colours, high_contrast, qpalette, stylesheet
from desktop_chat.ui.theme import DARK, LIGHT, METRICS, Metrics, Palette, TextStyle

_HAVE_COLOURS_FOR_CONTRAST = ("win32", "darwin")


class Theme(QObject):
    """Colours, lengths and fonts as they are now; `changed` after any of them became another."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._mode = ThemeMode.SYSTEM
        self._language = "en"
        self._text_size = theme.BODY.px
        self._compact = False
        self._still = False
        self._fonts: dict[TextStyle, QFont] = {}
        self._own_family = system_family()
        self._ratio = _font_ratio(app.font())
        self._hints = app.styleHints()
        self._palette, self._metrics = LIGHT, METRICS
        app.setStyle("Fusion")
        self._dress()
        self._hints.colorSchemeChanged.connect(self._follow_system)
        self._hints.accessibility().contrastPreferenceChanged.connect(self._follow_system)

    # What painters ask for

    @property
    def palette(self) -> Palette:
        return self._palette

    @property
    def metrics(self) -> Metrics:
        return self._metrics

    @property
    def is_dark(self) -> bool:
        if self._mode is ThemeMode.SYSTEM:
            return self._hints.colorScheme() == Qt.ColorScheme.Dark
        return self._mode is ThemeMode.DARK

    @property
    def high_contrast(self) -> bool:
        return self._hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast

    @property
    def reduced_motion(self) -> bool:
        """Asked for here, or by the system, which then gives animations no time."""
        time = self._app.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
        return self._still or time == 0

    @property
    def text_size(self) -> int:
        return self._text_size

    @property
    def mode(self) -> ThemeMode:
        return self._mode

    def colour(self, token: str) -> QColor:
        """A colour by its token, for styles that name their ink."""
        found: QColor = getattr(self._palette, token)
        return found

    def style(self, style: TextStyle) -> TextStyle:
        """That style at the size it has now."""
        return _resized(style, self._text_size, self._ratio)

    def font(self, style: TextStyle) -> QFont:
        """The font of that style at the size it has now. Treat it as a constant: it is shared."""
        known = self._fonts.get(style)
        if known is None:
            known = self._fonts[style] = make_font(self.style(style), self._language, self._own_family)
        return known

    def line(self, style: TextStyle) -> int:
        """The fixed line height of that style."""
        return self.style(style).line

    # What settings decide

    def set_mode(self, mode: ThemeMode) -> None:
        if mode is self._mode:
            return
        self._mode = mode
        # Title bars and native dialogs follow the hint. Setting it emits colorSchemeChanged only if it is
        # another.
        if mode is ThemeMode.SYSTEM:
            self._hints.unsetColorScheme()
        else:
            self._hints.setColorScheme(Qt.ColorScheme.Dark if mode is ThemeMode.DARK else Qt.ColorScheme.Light)
        self._follow_system()  # which has come to nothing where the hint was heard already

    def set_text_size(self, pixels: int) -> None:
        pixels = min(max(pixels, theme.BODY_SIZES[0]), theme.BODY_SIZES[-1])
        if pixels != self._text_size:
            self._text_size = pixels
            self._refresh()

    def set_language(self, language: str) -> None:
        if language != self._language:
            self._language = language
            self._refresh()

    def set_compact(self, compact: bool) -> None:
        if compact != self._compact:
            self._compact = compact
            self._refresh()

    def set_reduced_motion(self, still: bool) -> None:
        if still != self._still:
            self._still = still
            self.changed.emit()

    @Slot()
    def _follow_system(self) -> None:
        if self._choose_palette() is not self._palette:
            self._refresh()

    def _refresh(self) -> None:
        self._dress()
        self.changed.emit()

    def _dress(self) -> None:
        self._fonts.clear()
        self._palette = self._choose_palette()
        self._metrics = self._measure()
        self._app.setPalette(qpalette(self._palette))
        self._app.setFont(self.font(theme.CONTROL))
        self._app.setStyleSheet(stylesheet(self._palette, self._metrics, self._ratio))

    def _choose_palette(self) -> Palette:
        if not self.high_contrast:
            return DARK if self.is_dark else LIGHT
        if sys.platform not in _HAVE_COLOURS_FOR_CONTRAST:
            return high_contrast(contrast_colours(dark=self.is_dark))
        self._app.setPalette(QPalette())  # ours stands in the way of the system's
        return high_contrast(self._app.palette())

    def _measure(self) -> Metrics:
        metrics = (METRICS.compact() if self._compact else METRICS).scaled(self._ratio)
        metrics = replace(metrics, measure=round(metrics.measure * self._text_size / theme.BODY.px))
        return replace(metrics, spine=theme.SPINE_HIGH_CONTRAST) if self.high_contrast else metrics


def _resized(style: TextStyle, text_size: int, ratio: float) -> TextStyle:
    """Reading styles follow the reader's size by difference, so that code stays two below the text at any
    size.
    """
    if not style.reading:
        return style if ratio == 1 else replace(style, px=round(style.px * ratio), line=round(style.line * ratio))
    larger = text_size - theme.BODY.px
    if larger == 0:
        return style
    px = style.px + larger
    return replace(style, px=px, line=round(px * style.line / style.px))


def _font_ratio(system: QFont) -> float:
    """How much larger or smaller the system's font is than what this system usually has."""
    least, most = theme.USUAL_POINTS.get(sys.platform, theme.USUAL_POINTS["linux"])
    points = QFontInfo(system).pointSizeF()
    if least <= points <= most or points <= 0:
        return 1.0
    return points / (most if points > most else least)
