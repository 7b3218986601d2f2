"""What a person types as an address, and where it would lead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.domain.errors import BadAddress
from desktop_chat.domain.models import needs_confirmation, normalised_address, origin


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("https://api.deepseek.com", "https://api.deepseek.com"),
        ("https://api.deepseek.com/", "https://api.deepseek.com"),
        ("https://api.deepseek.com/v1", "https://api.deepseek.com/v1"),
        ("  https://api.deepseek.com/v1/ \n", "https://api.deepseek.com/v1"),
        ("HTTPS://API.DeepSeek.com/V1", "https://api.deepseek.com/V1"),
        ("https://h.example/v1/chat/completions", "https://h.example/v1"),
        ("https://h.example/v1/chat/completions/", "https://h.example/v1"),
        ("https://h.example/v1/models", "https://h.example/v1"),
        ("https://h.example/chat/completions", "https://h.example"),
        ("https://h.example/v1/#", "https://h.example/v1"),
        ("api.deepseek.com/v1", "https://api.deepseek.com/v1"),
        ("api.deepseek.com:8443/v1", "https://api.deepseek.com:8443/v1"),
        ("localhost:11434/v1", "http://localhost:11434/v1"),
        ("LOCALHOST", "http://localhost"),
        ("llm.localhost:80", "http://llm.localhost:80"),
        ("127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("192.168.1.5:1234/v1", "http://192.168.1.5:1234/v1"),
        ("8.8.8.8", "https://8.8.8.8"),
        ("[::1]:8080/v1", "http://[::1]:8080/v1"),
        ("https://[2001:DB8::1]/v1", "https://[2001:db8::1]/v1"),
        ("http://[fe80::1%eth0]:8080", "http://[fe80::1%eth0]:8080"),
        ("https://h.example:443/v1", "https://h.example:443/v1"),
        ("https://h.example:/v1", "https://h.example/v1"),
        ("https://h.example./v1", "https://h.example./v1"),
        ("https://my_box/v1", "https://my_box/v1"),
        ("https://Bücher.example/v1", "https://xn--bcher-kva.example/v1"),
        ("https://例子.测试/v1", "https://xn--fsqu00a.xn--0zwm56d/v1"),
        ("https://api。deepseek。com/v1", "https://api.deepseek.com/v1"),
        ("https://ａｐｉ.example", "https://api.example"),
    ],
)
def test_an_address_is_read_as_it_was_meant(typed: str, meant: str) -> None:
    assert normalised_address(typed) == meant
    assert normalised_address(meant) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "/",
        "https://",
        "https:///v1",
        "https:/h.example/v1",
        "https//h.example/v1",
        "http",
        "ftp://h.example",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "mailto:me@h.example",
        "https://me@h.example",
        "https://me:secret@h.example",
        "https://good.example\\@evil.example",
        "https://good.example\\.evil.example",
        "https://h.example/v1?key=secret",
        "https://h.example/v1#part",
        "https://h.example:99999",
        "https://h.example:0",
        "https://[::1]:0",
        "https://h.example:port",
        "https://h.example:-1",
        "https://h ost.example",
        "https://h.example/v 1",
        "https://h.\nexample",
        "https://h.example\t/v1",
        "https://h.example/\x00",
        "https://h\u200b.example",
        "https://h.example/\u202e1v",
        "https://[::1",
        "https://[nonsense]",
        "https://[v1.x]",
        "https://[1.2.3.4]",
        "::1",
        "https://a..b",
        "https://.example",
        "https://-h.example",
        "https://ex%61mple.com",
        "https://" + "a" * 64 + ".example",
        "https://h.example,evil.example",
        "https://\udcff.example",
    ],
)
def test_what_is_no_address_is_refused_as_it_was_typed(typed: str) -> None:
    with pytest.raises(BadAddress) as refused:
        normalised_address(typed)
    assert refused.value.url == typed


@given(st.text() | st.from_regex(r"(https?://)?[a-z0-9.\[\]:@/?#%_-]{0,30}", fullmatch=True))
def test_any_text_is_refused_or_becomes_an_address_that_stays_itself(typed: str) -> None:
    try:
        address = normalised_address(typed)
    except BadAddress:
        return
    assert normalised_address(address) == address
    scheme, host, port = origin(address)
    assert scheme in {"http", "https"}
    assert host.isascii()
    assert host
    assert 0 < port < 65536
    assert needs_confirmation(address) in {True, False}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://h.example/v1", True),
        ("http://8.8.8.8", True),
        ("http://100.64.0.1", True),
        ("http://127.1", True),
        ("http://localhost.evil.example", True),
        ("http://notlocalhost", True),
        ("http://[2606:4700::1111]", True),
        ("http://[::ffff:8.8.8.8]", True),
        ("http://localhost:11434", False),
        ("http://llm.localhost", False),
        ("http://127.0.0.1", False),
        ("http://127.9.9.9", False),
        ("http://10.0.0.1", False),
        ("http://172.16.0.1", False),
        ("http://192.168.1.1", False),
        ("http://169.254.1.1", False),
        ("http://[::1]", False),
        ("http://[fd00::1]", False),
        ("http://[fe80::1]", False),
        ("http://[::ffff:192.168.1.1]", False),
        ("https://h.example", False),
        ("https://8.8.8.8", False),
    ],
)
def test_clear_text_across_a_public_network_needs_a_confirmation(url: str, expected: bool) -> None:
    assert needs_confirmation(url) is expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://api.example/v1", ("https", "api.example", 443)),
        ("HTTPS://API.example:443/v1", ("https", "api.example", 443)),
        ("http://api.example", ("http", "api.example", 80)),
        ("http://api.example:8080/x?y", ("http", "api.example", 8080)),
        ("https://[::1]:9/v1", ("https", "::1", 9)),
        ("https://me:secret@api.example", ("https", "api.example", 443)),
        ("ftp://api.example", ("ftp", "api.example", 0)),
        ("", ("", "", 0)),
    ],
)
def test_a_key_is_bound_to_scheme_host_and_port(url: str, expected: tuple[str, str, int]) -> None:
    assert origin(url) == expected
