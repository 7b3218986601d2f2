"""Addresses of proxies."""

import pytest

from desktop_chat.domain.network import proxy_address


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        (" proxy.example:3128 ", "http://proxy.example:3128"),
        ("http://proxy.example:3128/", "http://proxy.example:3128"),
        ("https://proxy.example", "https://proxy.example"),
        ("socks5://127.0.0.1", "socks5://127.0.0.1:1080"),
        ("socks5h://[::1]:9050", "socks5h://[::1]:9050"),
    ],
)
def test_an_address_has_one_form(typed: str, kept: str) -> None:
    assert proxy_address(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        *("ftp://proxy.example", "http://", "http://proxy.example/path", "pro xy", "http://proxy.example:port"),
        *("http://me:secret@proxy.example", "me@proxy.example", 5, None),
    ],
)
def test_what_is_no_address_or_holds_a_password_is_refused(typed: object) -> None:
    with pytest.raises(ValueError, match=r".*"):
        proxy_address(typed)
