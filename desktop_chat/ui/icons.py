"""Icons by what they mean, from one icon face.

The face is Phosphor, from the files of the installed icon package. That package is not imported: doing so
loads every face it ships (211 ms and 47 MB on a small machine, where reading this one face takes 6 ms and 1
MB). The outlines are taken once, the face is let go, and icons are painted as shapes: in any ink, size and
device ratio, and free of the colour fringes that a system may put on text.
"""

from __future__ import annotations

import json
from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QIcon,
    QIconEngine,
    QPainter,
    QPainterPath,
    QPixmap,
    QRawFont,
    QTransform,
)

from desktop_chat.ui.painting import of_whole_size
from desktop_chat.ui.theme import LIGHT, MARK_BARS, MARK_CORNER, MARK_GRID, MARK_SIZES

_EM = 256  # the grid the face is drawn on


class Icon(StrEnum):
    """What an icon stands for; its value is the glyph's name."""

    MENU = "list"
    SIDEBAR = "layout"
    NEW = "note-pencil"
    SEARCH = "magnifying-glass"
    CONTEXT = "stack"
    MORE = "dots-three-bold"
    WRITING = "dots-three-bold"
    EXPORT = "export"
    IMPORT = "file-arrow-up"
    SETTINGS = "gear-six"
    ARCHIVE = "archive-box"
    TRASH = "trash"
    FOLDER = "folder"
    FOLDER_OPEN = "folder-open"
    FAILED = "warning-circle-fill"
    PIN = "push-pin"
    PINNED = "push-pin-fill"
    UNPIN = "push-pin-slash"
    EXCLUDE = "eye-slash"
    INCLUDE = "eye"
    COPY = "copy"
    COPIED = "check"
    DONE = "check"
    TICK = "check-bold"
    EDIT = "pencil-simple"
    RETRY = "arrow-clockwise"
    BRANCH = "git-branch"
    FORK = "git-fork"
    PREVIOUS = "caret-left"
    NEXT = "caret-right"
    UP = "caret-up"
    DOWN = "caret-down"
    RECEIPT = "receipt"
    COMPARE = "git-diff"
    CONTINUE = "play"
    CUT = "scissors"
    CONNECTION_CUT = "wifi-slash"
    WITHHELD = "shield-warning"
    STOPPED = "hand-palm"
    INTERRUPTED = "lightning-slash"
    ERROR = "warning-circle"
    WARNING = "warning"
    BEGINNING_DROPPED = "arrow-line-down"
    TOOL = "wrench"
    WRAP = "arrow-u-down-left"
    CODE = "code"
    JSON = "brackets-curly"
    CURL = "terminal"
    JOINT = "link"
    OPEN_LINK = "arrow-square-out"
    ATTACH = "paperclip"
    FILE = "file-text"
    IMAGE = "image"
    PARAMETERS = "sliders-horizontal"
    SEND = "arrow-up-bold"
    STOP = "stop-fill"
    TO_END = "arrow-down"
    CLOSE = "x"
    ADD = "plus"
    COMMANDS = "terminal-window"
    ENDPOINT = "globe-simple"
    KEY = "key"
    KEYRING = "lock-simple"
    PRICES = "coin"
    NETWORK = "wifi-high"
    APPEARANCE = "text-aa"
    LANGUAGE = "translate"
    COLOURS = "palette"
    KEYBOARD = "keyboard"
    DATA = "database"
    LOCAL_MODEL = "cpu"


class IconsMissing(RuntimeError):
    """The icon face is not where the installed package should have it; a broken installation."""


def draw_icon(painter: QPainter, name: Icon, rect: QRectF, ink: QColor) -> None:
    """Paint into the square; it is put on whole device pixels, so that thin strokes stay as thin as they
    are.
    """
    place = of_whole_size(painter, rect)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(place.topLeft())
    painter.scale(place.width() / _EM, place.height() / _EM)
    painter.fillPath(outline(name), ink)
    painter.restore()


@cache
def outline(name: Icon) -> QPainterPath:
    """The shape on a square of 256, its top left corner at the origin."""
    return _outlines()[name]


@cache
def _outlines() -> dict[str, QPainterPath]:
    """All shapes that the program uses; afterwards the face is no longer needed."""
    face_file, names_file = _face_files()
    codes = json.loads(names_file.read_text(encoding="utf-8"))
    face = QRawFont(str(face_file), _EM)
    if not face.isValid():
        raise IconsMissing(face_file)
    down = QTransform.fromTranslate(0, _EM)
    found = {}
    for icon in Icon:
        (glyph,) = face.glyphIndexesForString(chr(int(codes[icon.value], 16)))
        found[icon.value] = down.map(face.pathForGlyph(glyph))
    return found


def _face_files() -> tuple[Path, Path]:
    """The face and its list of names, wherever the package lies, frozen or not."""
    package = find_spec("qtawesome")
    for folder in package.submodule_search_locations or () if package else ():
        faces = sorted(Path(folder, "fonts").glob("phosphor-[0-9]*.ttf"))
        names = sorted(Path(folder, "fonts").glob("phosphor-charmap-[0-9]*.json"))
        if faces and names:
            return faces[-1], names[-1]
    raise IconsMissing("qtawesome")


class _Engine(QIconEngine):
    """An icon for menus and buttons of Qt's own: painted at the size and device ratio it is asked for."""

    def __init__(self, name: Icon, ink: QColor, disabled: QColor) -> None:
        super().__init__()
        self._name, self._ink, self._disabled = name, ink, disabled

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ink = self._disabled if mode is QIcon.Mode.Disabled else self._ink
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        draw_icon(painter, self._name, square, ink)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(), size), mode, state)
        painter.end()
        return made

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """Sizes are logical here since Qt 6.8; the pixmap's own size tells Qt its ratio."""
        return self.pixmap(size * scale, mode, state)

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._ink, self._disabled)


def icon(name: Icon, ink: QColor, disabled: QColor | None = None) -> QIcon:
    """An icon in one ink, for a Qt widget that paints it itself. Ask again when the theme has changed."""
    return QIcon(_Engine(name, ink, disabled or ink))


def program_icon() -> QIcon:
    """The program's mark at the sizes that systems ask for."""
    made = QIcon()
    for size in MARK_SIZES:
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        draw_mark(painter, QRectF(0, 0, size, size), LIGHT.accent, LIGHT.on_accent)
        painter.end()
        made.addPixmap(pixmap)
    return made


def draw_mark(painter: QPainter, rect: QRectF, ground: QColor, ink: QColor) -> None:
    """The mark: a page with the spine and the lines of a message that it carries."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / MARK_GRID, rect.height() / MARK_GRID)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(0, 0, MARK_GRID, MARK_GRID), MARK_CORNER, MARK_CORNER)
    for bar in MARK_BARS:
        painter.fillRect(QRectF(*bar), ink)
    painter.restore()


def mark_svg() -> str:
    """The same mark for desktop entries and installers, which want a file."""
    bars = "".join(f'<path fill="{LIGHT.on_accent.name()}" d="M{x} {y}h{w}v{h}h-{w}z"/>' for x, y, w, h in MARK_BARS)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {MARK_GRID} {MARK_GRID}">'
        f'<rect width="{MARK_GRID}" height="{MARK_GRID}" rx="{MARK_CORNER}" fill="{LIGHT.accent.name()}"/>'
        f"{bars}</svg>\n"
    )
