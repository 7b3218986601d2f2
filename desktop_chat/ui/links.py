"""The one way out: how an address that a model wrote is opened.

An answer may say anything, so nothing in it opens by itself, and what opens is said before: the whole host, in the form
that the network will use, because letters of other scripts can look like Latin ones. Only pages and mail addresses open
at all; every other scheme, whatever a system would do with it, is text.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, QUrlQuery
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop_chat.domain.values import dataclass
from desktop_chat.ui.look import Theme
from desktop_chat.words.catalogue import tr

_LONGEST = 2000
_SHOWN = 300
_IN_A_MAIL = frozenset({"subject", "body", "cc"})


@dataclass(frozen=True, slots=True)
class Link:
    """An address that may be opened. `where` is the host, or the address that a mail goes to."""

    address: str
    where: str


def link(address: str) -> Link | None:
    """The address as one that may be opened; None for what is only text."""
    address = address.strip()
    if len(address) > _LONGEST or not address.isprintable() or "\\" in address:
        return None
    url = QUrl(address, QUrl.ParsingMode.StrictMode if address.isascii() else QUrl.ParsingMode.TolerantMode)
    if not url.isValid():
        return None
    # What is said is read from what is opened: other rules for names would tell of another host.
    opened = QUrl.fromEncoded(url.toEncoded(), QUrl.ParsingMode.StrictMode)
    where = _where(opened)
    return Link(bytes(opened.toEncoded().data()).decode("ascii"), where) if where else None


def _where(url: QUrl) -> str:
    """Empty for what is only text."""
    match url.scheme():
        case "http" | "https":
            host = url.host(QUrl.ComponentFormattingOption.FullyEncoded)
            shown = f"[{host}]" if ":" in host else host
            return f"{shown}:{url.port()}" if host and url.port() > 0 else shown
        case "mailto":
            return _receiver(url)
        case _:
            return ""


def _receiver(url: QUrl) -> str:
    """Whom a mail goes to; nobody where the address would do more than begin a mail, attach a file for instance."""
    decoded = QUrl.ComponentFormattingOption.FullyDecoded
    path, asked = url.path(decoded), dict(QUrlQuery(url).queryItems(decoded))
    lines = (path, *(value for name, value in asked.items() if name != "body"))
    return path if asked.keys() <= _IN_A_MAIL and all(map(str.isprintable, lines)) else ""


def ask_to_open(address: str, theme: Theme, asked_by: QWidget) -> None:
    """Say where the link leads, and open it if that is wanted. An address that is only text does nothing."""
    from desktop_chat.ui.message_box import MessageBox  # for the first link that is asked for

    if (found := link(address)) is None:
        return
    shown = found.address if len(found.address) <= _SHOWN else found.address[:_SHOWN] + "…"
    box = MessageBox(theme, lambda: tr("Open {host}?").format(host=found.where), lambda: shown, asked_by.window())
    box.add_closing_button(lambda: tr("Open"))
    box.accepted.connect(lambda: QDesktopServices.openUrl(QUrl(found.address)))
    box.add_button(lambda: tr("Cancel")).clicked.connect(box.reject)
    box.finished.connect(lambda _result: asked_by.setFocus(Qt.FocusReason.PopupFocusReason))
    box.open()
