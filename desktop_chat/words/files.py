"""What is said of an attached file."""

from desktop_chat.domain.attachments import Attachment
from desktop_chat.words.catalogue import figures, tr, trn
from desktop_chat.words.times import count

_KILOBYTE = 1024
_MEGABYTE = 1024 * _KILOBYTE
_ONE_PLACE = 10


def size_words(size: int) -> str:
    """A size as a person says it: 812 bytes, 1.4 KB, 12 MB."""
    if size < _KILOBYTE:
        return trn("{n} byte", "{n} bytes", size).format(n=count(size))
    unit, name = (_MEGABYTE, "MB") if size >= _MEGABYTE else (_KILOBYTE, "KB")
    number = size / unit
    return f"{figures(f'{number:.1f}')} {name}" if number < _ONE_PLACE else f"{round(number)} {name}"


def pixel_words(attachment: Attachment) -> str:
    """How large a picture is as it is sent, and whether it was larger; nothing for other files."""
    if not attachment.width or not attachment.height:
        return ""
    pixels = f"{attachment.width} × {attachment.height}"
    return tr("{pixels}, scaled").format(pixels=pixels) if attachment.is_scaled else pixels


def token_words(attachment: Attachment) -> str:
    return trn("{n} token", "{n} tokens", attachment.tokens).format(n=count(attachment.tokens))


def attached_words(attachment: Attachment) -> str:
    """A file as a line among words, for who cannot see it."""
    template = tr("Picture attached: {name}, {facts}") if attachment.is_image else tr("File attached: {name}, {facts}")
    return template.format(name=attachment.name, facts=file_facts(attachment))


def file_facts(attachment: Attachment) -> str:
    """Size and tokens, and what of a picture is sent."""
    return " · ".join(filter(None, (pixel_words(attachment), size_words(attachment.size), token_words(attachment))))
