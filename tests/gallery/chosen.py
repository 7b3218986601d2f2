"""The pictures that the READMEs show: `python -m tests.gallery --readme` makes and writes them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtGui import QImage

from desktop_chat.domain.settings import Language, ThemeMode

ROOT = Path(__file__).resolve().parents[2]
PICTURES: Final = ROOT / "resources" / "pictures"
CHOSEN: Final = {
    "conversation": ThemeMode.LIGHT,
    "context": ThemeMode.DARK,
    "search": ThemeMode.LIGHT,
    "endings": ThemeMode.DARK,
}
_SMALLEST: Final = 0  # a PNG's quality is how little it is compressed
_NAMES: Final = {Language.ENGLISH: "en", Language.CHINESE: "zh-CN"}


def write(gallery: Path) -> None:
    """From the gallery into the sources, as small as the format makes them."""
    PICTURES.mkdir(exist_ok=True)
    for state, mode in CHOSEN.items():
        for language, name in _NAMES.items():
            picture = QImage(str(gallery / f"{state}.{language}.{mode}.1x.png"))
            opaque = picture.convertToFormat(QImage.Format.Format_RGB888)
            assert opaque.save(str(PICTURES / f"{state}.{name}.png"), quality=_SMALLEST)
