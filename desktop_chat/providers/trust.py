"""Whose certificates are believed.

Verification is always on and there is no switch. A file or folder that the environment names is used alone, as an
administrator means it; otherwise the system's own store and the bundle that comes with `requests` count together, so
that a company's certificate in the system's store is enough. A file that a person named counts besides all these.
"""

import os
import ssl
from functools import lru_cache
from pathlib import Path

from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3.util.ssl_ import create_urllib3_context

from desktop_chat.providers.sockets import TlsSocket

_VARIABLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR")


def tls_context(own: str = "") -> ssl.SSLContext:
    """The context for connections of now; `own` is the file that a person named.

    Raises `OSError` when that, or what the environment names, cannot be read.
    """
    named = next((value for name in _VARIABLES if (value := os.environ.get(name))), "")
    return _context(_dated(named), _dated(own))


def _dated(name: str) -> tuple[Path, int] | None:
    """The file and when it was changed, so that one that was written anew is read again."""
    path = Path(name).expanduser() if name else None
    return (path, path.stat().st_mtime_ns) if path else None


@lru_cache(maxsize=4)
def _context(named: tuple[Path, int] | None, own: tuple[Path, int] | None) -> ssl.SSLContext:
    """Reading a bundle takes some 20 ms, so that is done once."""
    context = create_urllib3_context()
    context.sslsocket_class = TlsSocket
    if named is None:
        context.load_default_certs()
        context.load_verify_locations(DEFAULT_CA_BUNDLE_PATH)
    for path, _ in filter(None, (named, own)):
        context.load_verify_locations(**{"capath" if path.is_dir() else "cafile": str(path)})
    context.verify_mode = ssl.CERT_REQUIRED
    context.check_hostname = True
    return context
