"""What came with a message, below its words: pictures as pictures, text files as a row; each opens by a click."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.values import dataclass
from desktop_chat.ui import theme as tokens
from desktop_chat.ui.icons import Icon, draw_icon
from desktop_chat.ui.painting import device_pixel, draw_box
from desktop_chat.ui.transcript.actions import OpenFile, Pressed
from desktop_chat.ui.transcript.page import Page, Scene
from desktop_chat.words.catalogue import tr
from desktop_chat.words.files import size_words


def part_of(page: Page, attachment: Attachment, number: int, *, faded: bool) -> PicturePart | FileRow:
    """How it is shown; `number` is its place among what came with the message."""
    made = PicturePart if attachment.is_image and attachment.width and attachment.height else FileRow
    return made(page, attachment, number, faded)


def attached_height(page: Page, attachments: Sequence[Attachment]) -> int:
    """How high all of them are below one another."""
    return sum(part_of(page, one, 0, faded=False).height + page.metrics.space8 for one in attachments)


@dataclass(slots=True)
class PicturePart:
    """At most as wide as the text and so high, never larger than it is; its name below. Its place is known before it
    is read, so nothing moves when it comes.
    """

    page: Page
    attachment: Attachment
    number: int
    faded: bool = False

    @property
    def size(self) -> QSize:
        """In logical pixels."""
        most = QSize(self.page.columns.measure, self.page.metrics.picture_height)
        own = QSize(self.attachment.width or 1, self.attachment.height or 1)
        if own.width() > most.width() or own.height() > most.height():
            own.scale(most, Qt.AspectRatioMode.KeepAspectRatio)
        return own.expandedTo(QSize(1, 1))

    @property
    def height(self) -> int:
        return self.size.height() + self.page.metrics.space4 + self.page.line(tokens.TIME)

    def draw(self, scene: Scene, y: float) -> None:
        metrics, palette, columns, size = self.page.metrics, self.page.palette, self.page.columns, self.size
        box = scene.placed(columns.text, y, size.width(), size.height())
        pixel = device_pixel(scene.painter)
        image = self.page.picture(self.attachment, QSize(round(box.width() / pixel), round(box.height() / pixel)))
        if image is None or image.isNull():
            draw_box(scene.painter, box, palette.sunken, metrics.radius, palette.hairline)
        if image is not None and image.isNull():
            scene.words(box.adjusted(metrics.space8, 0, 0, 0), tr("This picture is lost."), tokens.LABEL)
        elif image is not None:
            path = QPainterPath()
            path.addRoundedRect(box, metrics.radius, metrics.radius)
            scene.painter.save()
            scene.painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            scene.painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
            scene.painter.drawImage(box, image)
            scene.painter.restore()
            draw_box(scene.painter, box, None, metrics.radius, palette.hairline)
        below = y + size.height() + metrics.space4
        name = scene.placed(columns.text, below, columns.measure, self.page.line(tokens.TIME))
        ink = palette.text if scene.hovered == OpenFile(self.number) else palette.faded if self.faded else palette.text3
        scene.words(name, self.attachment.name, tokens.TIME, ink)

    def action_at(self, x: float) -> Pressed | None:
        return OpenFile(self.number) if 0 <= x <= self.size.width() else None


@dataclass(slots=True)
class FileRow:
    """Icon, name and size on one line."""

    page: Page
    attachment: Attachment
    number: int
    faded: bool = False

    @property
    def height(self) -> int:
        return self.page.metrics.button_small

    def draw(self, scene: Scene, y: float) -> None:
        metrics, palette, columns = self.page.metrics, self.page.palette, self.page.columns
        box = scene.placed(columns.text, y, columns.measure, self.height)
        hovered = scene.hovered == OpenFile(self.number)
        edge = palette.line if self.page.theme.high_contrast else None
        draw_box(scene.painter, box, palette.pressed if hovered else palette.sunken, metrics.radius, edge)
        name_ink = palette.faded if self.faded else palette.text
        facts_ink = palette.faded if self.faded else palette.text3
        side, left = metrics.icon_small, columns.text + metrics.space8
        draw_icon(scene.painter, Icon.FILE, scene.placed(left, y + (self.height - side) / 2, side, side), facts_ink)
        left += side + metrics.space8
        room = columns.text_end - metrics.space8 - left
        used = scene.words(
            QRectF(scene.placed(left, y, room, self.height)), self.attachment.name, tokens.CONTROL, name_ink
        )
        used += metrics.space8
        if used < room:
            rest = scene.placed(left + used, y, room - used, self.height)
            scene.words(rest, size_words(self.attachment.size), tokens.LABEL, facts_ink)

    def action_at(self, x: float) -> Pressed | None:
        return OpenFile(self.number) if 0 <= x <= self.page.columns.measure else None
