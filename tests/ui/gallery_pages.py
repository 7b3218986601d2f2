"""The sheets of the gallery that are painted rather than put together from widgets."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat
from PySide6.QtWidgets import QWidget

from desktop_chat.ui import theme as tokens
from desktop_chat.ui.icons import Icon, draw_icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_box, draw_hairline, square
from desktop_chat.ui.text_line import draw_line, line_width
from desktop_chat.ui.theme import TextStyle
from desktop_chat.ui.transcript.spine import Spine, SpinePiece, draw_spine
from desktop_chat.ui.transcript.typeset import Mark, Paragraph, Span, TextLook
from desktop_chat.ui.writing import WritingClock


class SidebarRows(QWidget):
    """Rows as the list will paint them."""

    ROWS = (
        ("", "Pinned", ""),
        ("pinned", "Release checklist 0.9", "Fri"),
        ("pinned", "论文：长上下文评测的三个陷阱与对策", "2 Mar"),
        ("", "Today", ""),
        ("selected", "WAL模式下如何安全备份SQLite？", "20:14"),
        ("writing", "Rewrite the proxy error messages", "20:12"),
        ("unread", "Postgres 连接池该多大", "19:40"),
        ("failed", "Why is QTextLayout slow on long lines", "17:03"),
        ("", "Yesterday", ""),
        ("plain", "把这段合同条款译成英文", "22:51"),
        ("hover", "مرحبا بالعالم", "18:20"),
    )

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._clock = WritingClock(theme, self)
        self.setFixedSize(theme.metrics.sidebar, 400)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        m = self._theme.metrics
        painter.fillRect(self.rect(), self._theme.palette.window)
        top = 8.0
        for state, title, time in self.ROWS:
            if not state:
                top += m.section_gap
                head = QRectF(m.section_x, top, 200, m.section_head)
                self._words(painter, head, title, tokens.SECTION)
                top += m.section_head
                continue
            self._row(painter, QRectF(m.row_inset, top, self.width() - 2 * m.row_inset, m.row), state, title, time)
            top += m.row

    def _row(self, painter: QPainter, row: QRectF, state: str, title: str, time: str) -> None:
        m, p = self._theme.metrics, self._theme.palette
        ground = {"selected": p.selected, "hover": p.hover}.get(state)
        if ground is not None:
            draw_box(painter, row, ground, m.radius)
        centre = QPointF(row.left() + m.row_slot / 2, row.center().y())
        if state in {"writing", "selected"}:
            self._clock.draw(painter, square(centre, m.writing_ring))
        elif state == "failed":
            draw_icon(painter, Icon.FAILED, square(centre, m.icon_small), p.err_mark)
        elif state == "pinned":
            draw_icon(painter, Icon.PIN, square(centre, m.icon_small), p.text3)
        elif state == "unread":
            draw_box(painter, square(centre, m.unread_dot), p.accent, m.unread_dot / 2)
        wide = line_width(time, self._theme.font(tokens.ROW_TIME))
        words = row.adjusted(m.row_slot, 0, -m.space8, 0)
        style = tokens.STRONG if state == "unread" else tokens.CONTROL
        self._words(painter, words.adjusted(0, 0, -wide - m.space8, 0), title, style)
        self._words(painter, words, time, tokens.ROW_TIME, Qt.AlignmentFlag.AlignRight)

    def _words(
        self,
        painter: QPainter,
        rect: QRectF,
        text: str,
        style: TextStyle,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        draw_line(painter, rect, text, self._theme.font(style), self._theme.colour(style.ink), align)


class Page(QWidget):
    """A piece of transcript in margin mode: bands, answers, endings and the spine in its three forms."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._spine_x = 150.0
        self.setFixedSize(880, 620)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        p = self._theme.palette
        painter.fillRect(self.rect(), p.paper)
        top = self._question(
            painter, 16, Spine.SENT, "You", "20:14", "Show me the Python version. 用标准库就好，保留最近7份。"
        )
        top = self._answer(painter, top, "deepseek-chat", "writing, 5 s", ANSWER)
        top = self._ending(painter, top, Icon.CUT, "Cut by the length limit after 256 tokens.", "warn")
        top = self._ending(painter, top, Icon.ERROR, "请求过多（HTTP 429）。DeepSeek要求等待42秒。", "err")
        top = self._ending(painter, top, Icon.STOPPED, "Stopped by you.", "text2")
        top = self._receipt(painter, top)
        top = self._question(
            painter,
            top,
            Spine.PINNED,
            "You",
            "pinned",
            "解释Raft的joint consensus。为什么不能一步切到新配置？",
        )
        self._question(
            painter,
            top,
            Spine.OUT,
            "You",
            "excluded by you",
            "写入量不大时，默认的1,000页自动checkpoint已经够用。",
        )

    def _block(self, text: str, width: float, spans: tuple[Span, ...] = ()) -> Paragraph:
        block = Paragraph(text, TextLook(self._theme.font(tokens.BODY), self._theme.line(tokens.BODY)), spans)
        block.layout(width)
        return block

    def _margin(self, painter: QPainter, top: float, name: str, word: str) -> None:
        right = QRectF(0, top + 4, self._spine_x - 14, 16)
        theme, align = self._theme, Qt.AlignmentFlag.AlignRight
        draw_line(painter, right, name, theme.font(tokens.NAME), theme.palette.text2, align)
        draw_line(painter, right.translated(0, 16), word, theme.font(tokens.TIME), theme.palette.text3, align)

    def _question(self, painter: QPainter, top: float, form: Spine, name: str, word: str, text: str) -> float:
        m, p = self._theme.metrics, self._theme.palette
        block = self._block(text, m.measure)
        band = QRectF(self._spine_x, top, m.measure + m.text_gap + m.band_right, block.height + 2 * m.band_padding)
        if form is Spine.OUT:
            draw_box(painter, band, None, m.radius, p.hairline)
        else:
            draw_box(painter, band, p.band, m.radius)
            painter.fillRect(band.adjusted(0, 0, -band.width() + m.radius, 0), p.band)
        ink = p.faded if form is Spine.OUT else p.text
        marks = [Mark(0, 6, p.text_selection)] if form is Spine.SENT else []
        block.draw(painter, QPointF(self._spine_x + m.spine + m.text_gap, top + m.band_padding), ink, marks)
        self._margin(painter, top + m.band_padding, name, word)
        bottom = band.bottom() + m.answer_gap
        draw_spine(painter, SpinePiece(self._spine_x, top, bottom, form, top), p, m)
        return bottom

    def _answer(self, painter: QPainter, top: float, name: str, word: str, text: str) -> float:
        m, p = self._theme.metrics, self._theme.palette
        code = QTextCharFormat()
        code.setFont(self._theme.font(tokens.CODE))
        code.setBackground(p.sunken)
        block = self._block(text, m.measure, (Span(0, 17, code, code=True),))
        marks = [Mark(30, 34, p.find), Mark(40, 46, p.find_now, p.on_find_now)]
        block.draw(painter, QPointF(self._spine_x + m.spine + m.text_gap, top), p.text, marks)
        self._margin(painter, top, name, word)
        bottom = top + block.height + m.block_gap
        draw_spine(painter, SpinePiece(self._spine_x, top, bottom, Spine.SENT), p, m)
        return bottom

    def _ending(self, painter: QPainter, top: float, sign: Icon, words: str, tone: str) -> float:
        m, p = self._theme.metrics, self._theme.palette
        box = QRectF(self._spine_x + m.spine + m.text_gap, top, m.measure, m.ending)
        ground = {"warn": p.warn_bg, "err": p.err_bg}.get(tone, p.sunken)
        draw_box(painter, box, ground, m.radius)
        mark = {"warn": p.warn_mark, "err": p.err_mark}.get(tone, p.text2)
        draw_icon(painter, sign, QRectF(box.left() + 10, box.top() + 10, m.icon, m.icon), mark)
        font = self._theme.font(tokens.CONTROL)
        draw_line(painter, box.adjusted(34, 0, 0, 0), words, font, self._theme.colour(tone))
        bottom = box.bottom() + m.space8
        draw_spine(painter, SpinePiece(self._spine_x, top, bottom, Spine.SENT), p, m)
        return bottom

    def _receipt(self, painter: QPainter, top: float) -> float:
        m, p = self._theme.metrics, self._theme.palette
        line = QRectF(self._spine_x + m.spine + m.text_gap, top, m.measure, m.receipt)
        draw_icon(painter, Icon.RECEIPT, QRectF(line.left(), top + 7, m.icon_small, m.icon_small), p.text3)
        words = line.adjusted(22, 0, 0, 0)
        draw_line(painter, words, "412 tokens · ¥0.0097 · 7.1 s", self._theme.font(tokens.SMALL), p.text3)
        bottom = line.bottom() + m.turn_gap
        draw_spine(painter, SpinePiece(self._spine_x, top, bottom, Spine.SENT), p, m)
        draw_hairline(painter, QRectF(line.left(), bottom - 14, line.width(), 0), p.hairline)
        return bottom


ANSWER = (
    "Connection.backup copies in steps, so a writer waits for one step at most. 没有验证过的备份不算备份。"
    "用backup API按页复制7次😀，مرحبا بالعالم，还能报告100%进度；「引号」，（《书名》）。"
)


class Icons(QWidget):
    """Every icon in the sizes it is used in."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(560, 330)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        p = self._theme.palette
        painter.fillRect(self.rect(), p.window)
        for number, name in enumerate(Icon):
            x, y = 12 + number % 12 * 45, 12 + number // 12 * 45
            draw_icon(painter, name, QRectF(x, y, 16, 16), p.text2)
            draw_icon(painter, name, QRectF(x + 20, y + 1, 14, 14), p.text2)
