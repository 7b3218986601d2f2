"""Which faces stand for which text.

No font is bundled, so every system gets its own list, the system's face first. The families are named by
the language of the window because the same character has a Chinese, a Japanese and a Korean form: in a
plain C locale fontconfig picks the Japanese one for a Chinese text.
"""

from __future__ import annotations

import sys

from PySide6.QtGui import QFont, QFontDatabase

from desktop_chat.ui.theme import Face, TextStyle

# Names that mean "whatever fontconfig has": no desktop chose them, so our own list stands before them.
_NOBODY_CHOSE = {"", "sans serif", "sans", "sans-serif", "dejavu sans", "bitstream vera sans"}

_CJK = {
    "win32": {
        "zh": "Microsoft YaHei UI",
        "zh_TW": "Microsoft JhengHei UI",
        "ja": "Yu Gothic UI",
        "ko": "Malgun Gothic",
    },
    "darwin": {
        "zh": "PingFang SC",
        "zh_TW": "PingFang TC",
        "ja": "Hiragino Sans",
        "ko": "Apple SD Gothic Neo",
    },
    "linux": {
        "zh": "Noto Sans CJK SC",
        "zh_TW": "Noto Sans CJK TC",
        "ja": "Noto Sans CJK JP",
        "ko": "Noto Sans CJK KR",
    },
}
_CJK_MONO = {
    "linux": {
        "zh": "Noto Sans Mono CJK SC",
        "zh_TW": "Noto Sans Mono CJK TC",
        "ja": "Noto Sans Mono CJK JP",
        "ko": "Noto Sans Mono CJK KR",
    },
}
_UI = {"win32": ["Segoe UI Variable Text", "Segoe UI"], "darwin": [], "linux": ["Inter", "Noto Sans"]}
_CODE = {
    "win32": ["Cascadia Mono", "Consolas"],
    "darwin": ["Menlo"],
    "linux": ["JetBrains Mono", "Noto Sans Mono", "DejaVu Sans Mono"],
}
_MATH = {
    "win32": ["Cambria Math", "Cambria"],
    "darwin": ["STIX Two Math", "STIX Two Text", "Times New Roman"],
    "linux": ["STIX Two Math", "Latin Modern Math", "Noto Serif", "DejaVu Serif"],
}
_EMOJI = {"win32": "Segoe UI Emoji", "darwin": "Apple Color Emoji", "linux": "Noto Color Emoji"}


def families(language: str, system: str = sys.platform, face: Face = Face.UI, own: str = "") -> list[str]:
    """The faces to try in order; `own` is the face that the system says it uses itself."""
    system = system if system in _UI else "linux"
    script = _script(language)
    cjk = _CJK[system][script]
    if face is Face.MATH:
        return [*_MATH[system], cjk]
    if face is Face.CODE:
        return [*_CODE[system], _CJK_MONO.get(system, {}).get(script, cjk), _EMOJI[system]]
    chosen = [] if own.lower() in _NOBODY_CHOSE else [own]
    # On Windows the variable face is the system's own one cut for text, so it stands before what the API
    # names.
    latin = [*_UI[system], *chosen] if system == "win32" else [*chosen, *_UI[system]]
    return [*dict.fromkeys([*latin, cjk, _EMOJI[system]])]


def _script(language: str) -> str:
    """Han characters default to the simplified forms: most who mix them into another language's window
    write those.
    """
    language = language.replace("-", "_")
    if language.startswith(("zh_TW", "zh_HK", "zh_Hant")):
        return "zh_TW"
    return language[:2] if language[:2] in {"ja", "ko"} else "zh"


def system_family() -> str:
    """The face the desktop uses for its own windows."""
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


def make_font(style: TextStyle, language: str, own: str = "") -> QFont:
    """A font for that style, features included."""
    font = QFont(families(language, face=style.face, own=own))
    font.setPixelSize(style.px)
    font.setWeight(QFont.Weight(style.weight))
    if style.face is Face.CODE:
        as_code(font)
    if style.tabular:
        with_tabular_figures(font)
    return font


def with_tabular_figures(font: QFont) -> QFont:
    """Figures of one width: for everything that aligns or changes in place."""
    font.setFeature(QFont.Tag.fromString("tnum"), 1)
    return font


def as_code(font: QFont) -> QFont:
    """No ligatures: `!=` is two characters, and so it shall look."""
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setFixedPitch(True)
    for tag in ("calt", "liga"):
        font.setFeature(QFont.Tag.fromString(tag), 0)
    return font
