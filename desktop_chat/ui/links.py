"""The one way out: how an address that a model wrote is opened.

An answer may say anything, so nothing in it opens by itself, and what opens is said before: the whole host, in the form
that the network will use, because letters of other scripts can look like Latin ones. Only pages and mail addresses open
at all; every other scheme, whatever a system would do with it, is text.
"""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop_chat.domain.values import dataclass
from desktop_chat.ui.look import Theme
from desktop_chat.words.catalogue import tr

_LONGEST = 2000
_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Link:
    """An address that may be opened. `where` is the host, or the address that a mail goes to."""

    address: str
    where: str


def link(address: str) -> Link | None:
    """The address as one that may be opened; None for what is only text."""
    address = address.strip()
    if len(address) > _LONGEST or not address.isprintable():
        return None
    try:
        parts = urlsplit(address)
        where = _where(parts)
    except ValueError:  # a port that is no number, brackets that do not close, a host no name can have
        return None
    url = QUrl(address, QUrl.ParsingMode.StrictMode if address.isascii() else QUrl.ParsingMode.TolerantMode)
    if not where or not url.isValid():
        return None
    return Link(bytes(url.toEncoded().data()).decode("ascii"), where)


def _where(parts: SplitResult) -> str:
    match parts.scheme.lower():
        case "http" | "https":
            host = (parts.hostname or "").encode("idna").decode("ascii") if parts.hostname else ""
            return f"{host}:{parts.port}" if parts.port else host
        case "mailto":
            return parts.path
        case _:
            return ""


def ask_to_open(address: str, theme: Theme, asked_by: QWidget) -> None:
    """Say where the link leads, and open it if that is wanted. An address that is only text does nothing."""
    from desktop_chat.ui.message_box import MessageBox  # for the first link that is asked for

    if (found := link(address)) is None:
        return
    shown = found.address if len(found.address) <= _SHOWN else found.address[:_SHOWN] + "…"
    headline = tr("Open {host}?").format(host=found.where)
    box = MessageBox(theme, headline, shown, asked_by.window())
    box.add_closing_button(tr("Open"))
    box.accepted.connect(lambda: QDesktopServices.openUrl(QUrl(found.address)))
    box.add_button(tr("Cancel")).clicked.connect(box.reject)
    box.finished.connect(lambda _result: asked_by.setFocus(Qt.FocusReason.PopupFocusReason))
    box.open()
