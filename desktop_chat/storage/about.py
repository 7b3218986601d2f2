"""What lies below this layer, for whoever looks whether the program is whole."""

import importlib
import logging

import apsw

from desktop_chat.storage.keyring_border import SAFE

_log = logging.getLogger(__name__)


def sqlite_version() -> str:
    """The version of the SQLite that holds the conversations, which is not the one that Python brings along."""
    return apsw.sqlite_lib_version()


def keyring_backends() -> tuple[str, ...]:
    """The trusted backends whose code is here; whether the key store itself is there is another question."""
    return tuple(sorted({module for module in (path.rpartition(".")[0] for path in SAFE) if _loads(module)}))


def _loads(module: str) -> bool:
    try:
        importlib.import_module(module)
    except ImportError as error:
        _log.info("%s cannot be loaded: %s", module, error.name)
        return False
    return True
