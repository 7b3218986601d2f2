"""Pieces of a conversation set on pages, as a PDF.

Each piece is a small document of its own, because a whole conversation as one takes seconds that nobody can interrupt.
Where a piece does not fit it is parted between two lines. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType

from PySide6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF, QPointF, QRectF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QFontMetricsF,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFragment,
)

from desktop_chat.markup.math_parts import Drawing
from desktop_chat.services.printed import Ground, Piece
from desktop_chat.ui.exporting.inline_formulas import InlineFormulas
from desktop_chat.ui.exporting.measures import PAPER
from desktop_chat.ui.fonts import families
from desktop_chat.ui.theme import LIGHT, Face
from desktop_chat.ui.transcript.leaves.drawn import draw_formula

_POINTS_PER_INCH = 72
_DOTS_PER_INCH = 1200
_PIXELS_PER_INCH = 96
_PER_PIXEL = _DOTS_PER_INCH / _PIXELS_PER_INCH
_RESOURCE = QTextDocument.ResourceType.ImageResource.value
_GROUNDS = {Ground.BAND: LIGHT.band, Ground.SYSTEM: LIGHT.role_system, Ground.CODE: LIGHT.code}


class Paper:
    """One PDF, page by page."""

    def __init__(self, title: str, language: str) -> None:
        self._title, self._language = title, language
        self._buffer = QBuffer()
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._writer = QPdfWriter(self._buffer)
        self._writer.setTitle(title)
        self._writer.setCreator("Desktop Chat")
        self._writer.setResolution(_DOTS_PER_INCH)
        margins = QMarginsF(PAPER.side, PAPER.top, PAPER.side, PAPER.bottom)
        self._writer.setPageLayout(
            QPageLayout(_page_size(), QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Point)
        )
        self._scale = _DOTS_PER_INCH / _POINTS_PER_INCH
        self._painter = QPainter(self._writer)
        self.page = 0
        self._y = 0.0
        self._held: list[tuple[Piece, QTextDocument]] = []
        self._before: Piece | None = None
        self._begin_page()

    def put(self, piece: Piece, pictures: Mapping[str, QImage] = MappingProxyType({})) -> None:
        """The next piece, with the images of its pictures. One that leads waits for what it leads to."""
        self._held.append((piece, self._document(piece, pictures)))
        if not piece.leads:
            self._set_held()

    def finish(self) -> bytes:
        self._set_held()
        self._pad(self._before)
        self._painter.end()
        return bytes(self._buffer.data().data())

    def abandon(self) -> None:
        self._painter.end()

    # -- setting -----------------------------------------------------------------------------------------------------

    def _set_held(self) -> None:
        held, self._held = self._held, []
        needed = sum(document.size().height() for _, document in held[:-1])
        if held:
            needed += self._formula_height(held[-1][0]) or self._least_of(held[-1][1])
        if self._y and self._y + needed > self._height:
            self._pad(self._before)
            self._before = None
            self._begin_page()
        for piece, document in held:
            self._part_from_before(piece)
            if piece.formula is not None:
                self._draw_formula(piece, piece.formula)
            else:
                self._set(piece, document)
            self._before = piece

    def _least_of(self, document: QTextDocument) -> float:
        """How much of it has to find room on a page that has begun: a short table is not parted from its head."""
        height, has_table = document.size().height(), bool(document.rootFrame().childFrames())
        return height if has_table and height < self._height / 2 else min(height, PAPER.least * self._scale)

    def _set(self, piece: Piece, document: QTextDocument) -> None:
        breaks = sorted(_breaks(document))
        height, start = document.size().height(), 0.0
        while start < height:
            free = self._height - self._y
            end = height if height - start <= free else _last_break(breaks, start, start + free)
            if end <= start:  # not even one line
                if self._y:
                    self._begin_page()
                    continue
                end = min(start + free, height)
            self._draw(piece, document, start, end)
            start = end
            if start < height:
                self._begin_page()

    def _part_from_before(self, piece: Piece) -> None:
        """The ground of the piece before ends, and that of this one begins, unless it is the same."""
        before = self._before
        if piece.goes_on:
            return
        if before and before.ground is piece.ground is not Ground.CODE and piece.ground in _GROUNDS:
            if not before.leads:
                self._pad(piece, PAPER.gap)
            return
        self._pad(before)
        self._y += PAPER.gap * self._scale if self._y else 0
        self._pad(piece)

    def _pad(self, piece: Piece | None, points: float = PAPER.pad) -> None:
        """A strip of its ground, above its text or below."""
        if piece is not None and piece.ground in _GROUNDS:
            height = min(points * self._scale, self._height - self._y)
            self._painter.fillRect(QRectF(0, self._y, self._width, height), _GROUNDS[piece.ground])
            self._y += height

    def _draw(self, piece: Piece, document: QTextDocument, start: float, end: float) -> None:
        """The part of it from `start` to `end`, at the place that was reached."""
        painter, inset = self._painter, self._inset(piece)
        if piece.ground in _GROUNDS:
            painter.fillRect(QRectF(0, self._y, self._width, end - start), _GROUNDS[piece.ground])
        painter.save()
        painter.setClipRect(QRectF(0, self._y, self._width, end - start))
        painter.translate(inset, self._y - start)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = QRectF(0, start, document.textWidth(), end - start)
        context.palette.setColor(QPalette.ColorRole.Text, LIGHT.text)
        document.documentLayout().draw(painter, context)
        painter.restore()
        self._y += end - start

    def _formula_height(self, piece: Piece) -> float:
        """With a little room above and below; 0 for other pieces."""
        drawing = piece.formula
        return (drawing.ascent + drawing.descent) * _PER_PIXEL + 2 * PAPER.gap * self._scale if drawing else 0

    def _draw_formula(self, piece: Piece, drawing: Drawing) -> None:
        """In the middle, smaller where it is too wide."""
        painter, height = self._painter, self._formula_height(piece)
        if piece.ground in _GROUNDS:
            painter.fillRect(QRectF(0, self._y, self._width, height), _GROUNDS[piece.ground])
        room = self._width - 2 * self._inset(piece)
        scale = min(_PER_PIXEL, room / max(1, drawing.width))
        painter.save()
        painter.translate((self._width - drawing.width * scale) / 2, self._y + PAPER.gap * self._scale)
        painter.scale(scale, scale)
        draw_formula(painter, QPointF(0, drawing.ascent), drawing, LIGHT.text, self._font(PAPER.body))
        painter.restore()
        self._y += height

    def _inset(self, piece: Piece) -> float:
        return PAPER.inset * self._scale if piece.ground in _GROUNDS else 0

    def _document(self, piece: Piece, pictures: Mapping[str, QImage]) -> QTextDocument:
        document = QTextDocument()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.documentLayout().setPaintDevice(self._writer)
        document.setDefaultFont(self._font(PAPER.body))
        document.setDefaultStyleSheet(_style(self._language))
        for name, image in pictures.items():
            document.addResource(_RESOURCE, QUrl(name), image)
        if piece.drawings:
            InlineFormulas(piece.drawings, self._font(PAPER.body), _PER_PIXEL, document)
        document.setHtml(piece.html)
        _part_ligatures(document, families(self._language, face=Face.CODE)[0])
        document.setTextWidth(self._width - 2 * self._inset(piece))
        return document

    # -- pages -------------------------------------------------------------------------------------------------------

    @property
    def _width(self) -> float:
        return float(self._writer.width())

    @property
    def _height(self) -> float:
        return float(self._writer.height())

    def _begin_page(self) -> None:
        if self.page:
            self._writer.newPage()
        self.page += 1
        self._y = 0.0
        self._write_margins()

    def _write_margins(self) -> None:
        """The number below, and above the title on all pages but the first, where it stands anyway."""
        painter, font = self._painter, self._font(PAPER.margin_text)
        painter.save()
        painter.setFont(font)
        painter.setPen(LIGHT.text3)
        line = QFontMetricsF(font, self._writer).height()
        below = QRectF(0, self._height + PAPER.foot * self._scale, self._width, line)
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, str(self.page))
        if self.page > 1:
            title = QFontMetricsF(font, self._writer).elidedText(self._title, Qt.TextElideMode.ElideRight, self._width)
            above = QRectF(0, -PAPER.foot * self._scale - line, self._width, line)
            painter.drawText(above, Qt.AlignmentFlag.AlignLeft, title)
        painter.restore()

    def _font(self, points: float) -> QFont:
        font = QFont(families(self._language))
        font.setPointSizeF(points)
        return font


def _page_size() -> QPageSize:
    is_american = QLocale().measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
    return QPageSize(QPageSize.PageSizeId.Letter if is_american else QPageSize.PageSizeId.A4)


def _breaks(document: QTextDocument) -> Iterator[float]:
    """Where the document can be parted: above a line, where no other line beside it is cut."""
    layout, lines = document.documentLayout(), list[tuple[float, float]]()
    block = document.begin()
    while block.isValid():
        top = layout.blockBoundingRect(block).top()
        for number in range(block.layout().lineCount()):
            line = block.layout().lineAt(number)
            lines.append((top + line.y(), top + line.y() + line.height()))
        block = block.next()
    lines.sort()
    lowest = 0.0
    for (_, bottom), (top, _) in pairwise(lines):
        lowest = max(lowest, bottom)
        if top >= lowest - 1:
            yield top


def _last_break(breaks: list[float], start: float, limit: float) -> float:
    """The last one that leaves something on the page, or `start`."""
    return max((place for place in breaks if start < place <= limit), default=start)


def _part_ligatures(document: QTextDocument, face: str) -> None:
    """In code, which is what stands in that `face`, `->` is two characters, and so it shall look."""
    two, cursor = QTextCharFormat(), QTextCursor(document)
    two.setFontStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
    for fragment in [one for one in _fragments(document) if face in (one.charFormat().fontFamilies() or ())]:
        cursor.setPosition(fragment.position())
        cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(two)


def _fragments(document: QTextDocument) -> Iterator[QTextFragment]:
    block = document.begin()
    while block.isValid():
        place = block.begin()
        while not place.atEnd():
            yield place.fragment()
            place += 1
        block = block.next()


def _style(language: str) -> str:
    """The few rules that the text engine knows."""
    code = ", ".join(f"'{name}'" for name in families(language, face=Face.CODE))
    inks = {
        "k": LIGHT.syntax_keyword,
        "s": LIGHT.syntax_string,
        "m": LIGHT.syntax_number,
        "c": LIGHT.syntax_comment,
        "n": LIGHT.syntax_name,
        "p": LIGHT.syntax_punctuation,
    }
    return "\n".join(
        [
            f"p, li {{ {_leading(PAPER.leading)}; margin-top: 3px; margin-bottom: 3px }}",
            f"h1 {{ font-size: {PAPER.title}pt; margin: 0px }}",
            "h2 { font-size: 13pt; margin: 6px 0px 2px 0px }",
            "h3 { font-size: 12pt; margin: 6px 0px 2px 0px }",
            "h4, h5, h6 { font-size: 11pt; margin: 5px 0px 2px 0px }",
            f"pre, code {{ font-family: {code}; font-size: {PAPER.code}pt }}",
            "p.picture { line-height: 0px; -qt-line-height-type: minimum }",
            f"blockquote {{ margin-left: {PAPER.quote * _DOTS_PER_INCH / _POINTS_PER_INCH:.0f}px }}",
            "pre { white-space: pre-wrap; margin: 0px }",
            ".plain { white-space: pre-wrap }",
            f".head b {{ color: {LIGHT.text2.name()}; font-size: {PAPER.small}pt }}",
            f".when, .facts {{ color: {LIGHT.text3.name()}; font-size: {PAPER.small}pt }}",
            f".thought, .thought p, blockquote {{ color: {LIGHT.text2.name()} }}",
            f".ending {{ color: {LIGHT.warn.name()}; font-size: {PAPER.small}pt }}",
            f"a {{ color: {LIGHT.link.name()} }}",
            "table { border-collapse: collapse }",
            f"th, td {{ border-bottom: 1px solid {LIGHT.line.name()}; padding: 3px 14px 3px 0px }}",
            "th, td { vertical-align: middle }",
            "th { text-align: left }",
            f".head, .when, .facts, .ending {{ {_leading(PAPER.small_leading)} }}",
            *(f".{name} {{ color: {ink.name()} }}" for name, ink in inks.items()),
        ]
    )


def _leading(points: float) -> str:
    """The least height of a line: a proportional one would be another for each face that a line mixes."""
    return f"line-height: {points * _PIXELS_PER_INCH / _POINTS_PER_INCH:.1f}px; -qt-line-height-type: minimum"
