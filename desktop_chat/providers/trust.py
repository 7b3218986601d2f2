"""Whose certificates are believed.

Verification is always on and there is no switch. A file or folder that the environment names is used alone, as an
administrator means it; otherwise the system's own store and the bundle that comes with `requests` count together, so
that a company's certificate in the system's store is enough.
"""

import os
import ssl
from functools import lru_cache
from pathlib import Path

from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3.util.ssl_ import create_urllib3_context

from desktop_chat.providers.sockets import TlsSocket

_VARIABLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR")


def tls_context() -> ssl.SSLContext:
    """The context for connections of now. Raises `OSError` when what the environment names cannot be read."""
    named = next((value for name in _VARIABLES if (value := os.environ.get(name))), None)
    path = Path(named).expanduser() if named else None
    return _context(path, path.stat().st_mtime_ns if path else 0)


@lru_cache(maxsize=4)
def _context(path: Path | None, changed: int) -> ssl.SSLContext:
    """Reading a bundle takes some 20 ms, so that is done once; `changed` makes a rewritten file be read again."""
    context = create_urllib3_context()
    context.sslsocket_class = TlsSocket
    if path is None:
        context.load_default_certs()
        context.load_verify_locations(DEFAULT_CA_BUNDLE_PATH)
    elif path.is_dir():
        context.load_verify_locations(capath=str(path))
    else:
        context.load_verify_locations(cafile=str(path))
    context.verify_mode = ssl.CERT_REQUIRED
    context.check_hostname = True
    return context
