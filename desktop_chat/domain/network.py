"""The way that requests take out of this computer."""

from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from desktop_chat.domain.values import dataclass

_SCHEMES = frozenset({"http", "https", "socks5", "socks5h"})


class ProxyMode(StrEnum):
    """`SYSTEM` takes the proxy that the environment or the desktop names."""

    SYSTEM = "system"
    NONE = "none"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Network:
    """`proxy_address` counts for `OWN` alone. `ca_file` names certificates that are believed besides the usual ones."""

    proxy: ProxyMode = ProxyMode.SYSTEM
    proxy_address: str = ""
    ca_file: str = ""


def proxy_address(value: Any) -> str:
    """The address of a proxy in its one form, "" for none: a host alone is taken for an http proxy.

    Raises ValueError, also for one with a name or a password in it: settings are a plain file.
    """
    if not isinstance(value, str):
        raise ValueError(value)
    text = value.strip().rstrip("/")
    if not text:
        return ""
    parts = urlsplit(text if "://" in text else f"http://{text}")
    is_plain = text.isascii() and text.isprintable() and " " not in text and "@" not in text
    host = parts.hostname or ""
    if not is_plain or parts.scheme not in _SCHEMES or host in {"", *_SCHEMES} or parts.path or parts.query:
        raise ValueError(value)
    return f"{parts.scheme}://{parts.netloc}{'' if parts.port else _usual_port(parts.scheme)}"


def _usual_port(scheme: str) -> str:
    return ":1080" if scheme.startswith("socks") else ""
