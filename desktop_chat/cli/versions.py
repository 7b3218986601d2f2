"""Which versions of what are at work, asked without loading any of it."""

import importlib.metadata
import platform
import ssl

from desktop_chat import __version__
from desktop_chat.storage.about import sqlite_version

_DISTRIBUTIONS = ("PySide6-Essentials", "apsw-sqlite3mc", "requests", "urllib3", "keyring", "xllamacpp")


def versions() -> dict[str, str | None]:
    """By name; None for what is not installed."""
    return {
        "desktop-chat": __version__,
        "python": platform.python_version(),
        "sqlite": sqlite_version(),
        "openssl": ssl.OPENSSL_VERSION,
        **{name: _version(name) for name in _DISTRIBUTIONS},
    }


def _version(distribution: str) -> str | None:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return None
