"""What opens is a page or a mail, and what is said before is where it leads."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.ui.links import link

TEXT_ONLY = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    " \x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "//host/share",
    "\\\\host\\share",
    "smb://host/share",
    "blob:https://a/1",
    "about:blank",
    "view-source:https://a.example",
    "ms-msdt:/id",
    "tel:+1",
    "http:/a.example",
    "http:a.example",
    "http:///a.example",
    "https:\\\\a.example",
    "http://a.example\\@b.example/",
    "http://a.example\\@b.example/ü",
    "http://a.example:99999/",
    "http://a b.example",
    "http://a.example/\u202egnp.exe",
    "http://a%00b.example",
    "mailto:?to=a@b.example",
    "mailto:a@b.example?attach=/etc/passwd",
    "mailto:a@b.example?subject=x&Attachment=/etc/passwd",
    "mailto:a@b.example?bcc=c@d.example",
    "mailto:a%0d%0aBcc:c@d.example",
    "mailto:a@b.example?subject=x%0aBcc:c",
    "https://" + "a" * 2000,
]


@pytest.mark.parametrize("address", TEXT_ONLY)
def test_what_is_neither_a_page_nor_a_mail_is_text(address: str) -> None:
    assert link(address) is None


@pytest.mark.parametrize(
    ("address", "where"),
    [
        ("https://sqlite.org/lang.html", "sqlite.org"),
        ("http://known.example@other.example/", "other.example"),
        ("http://known.example%2f@other.example:81/", "other.example:81"),
        ("http://faß.de/", "xn--fa-hia.de"),
        ("http://раypal.com/", "xn--ypal-43d9g.com"),
        ("http://ⅽom.example/", "com.example"),
        ("http://0x7f.1/", "127.0.0.1"),
        ("http://e%76il.example/é", "evil.example"),
        ("http://[::1]:80/", "[::1]:80"),
        ("mailto:a@b.example?subject=Hello&body=One%0ATwo", "a@b.example"),
    ],
)
def test_the_host_that_is_told_is_the_one_that_is_opened(address: str, where: str) -> None:
    found = link(address)
    assert found is not None
    assert found.where == where


@given(
    st.text(st.sampled_from("htps:/@.\\%?#[]&=ab1 ßé。／\u0430\u202e\t"), max_size=40), st.sampled_from(["http://", ""])
)
def test_another_reader_of_addresses_finds_the_same_host(rest: str, start: str) -> None:
    found = link(start + rest)
    if found is not None and found.address.startswith("http"):
        parts = urlsplit(found.address)
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
        assert found.where == (f"{host}:{parts.port}" if parts.port else host)
