"""A provider's words, fit to be shown and stored.

Error messages repeat what they were sent: part of a key, a whole `Authorization` header, a page of HTML. What is kept
of them is short, plain, and holds nothing that looks like a key.
"""

import html
import re
from collections.abc import Callable

from desktop_chat.domain.text import clean

MOST_CHARACTERS = 500
_HIDDEN = "[…]"
_READ_CHARACTERS = 16_384
_SHORTEST_KEY = 6
_KEYS = re.compile(
    r"""
    (?P<head>
        (?i:\b(?:bearer|basic)\s+)                                          # the value of a header
      | (?i:\b(?:authorization|(?:x-)?api[-_ ]?key)["']?\s*[:=]\s*["']?)     # or the whole of it
    )
    (?P<value>[^\s"',;<>&]{4,})
    | \b(?:sk|pk|rk|ak|gsk|xai|tgp|hf|csk|nvapi|pplx|r8)[-_][\w.*•…-]{4,}    # the providers' own marks
    | \bAIza[\w*-]{8,}
    | \beyJ[\w-]{8,}\.[\w.-]{8,}                                            # a JSON web token
    | \b[0-9a-f]{32}\.\w{8,}                                               # id, dot, secret
    | \b(?=\w*[0-9])(?=\w*[A-Za-z])[A-Za-z0-9_]{40,}                       # too long for anything else
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"[A-Za-z]{1,15}[.:)]?")
_MARKUP = re.compile(r"^\s*(?:<!doctype|<html|<\?xml|<head|<body|<h\d|<center|<p\b|<div)", re.IGNORECASE)
_TITLE = re.compile(r"<title[^<>]*>([^<]*)", re.IGNORECASE)
_UNSEEN = re.compile(r"<(script|style)\b[^<>]*>[^<]*", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>?")
_SPACE = re.compile(r"[\s\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")

Redact = Callable[[str], str]


def redactor(*secrets: str | None) -> Redact:
    """A function that makes words fit: one short line without markup, keys, controls or unstorable characters.

    `secrets` are hidden wherever they stand.
    """
    known = sorted({s.strip() for s in secrets if s and len(s.strip()) >= _SHORTEST_KEY}, key=len, reverse=True)
    hidden = [re.compile(_in_any_writing(secret), re.IGNORECASE) for secret in known]

    def redact(text: str) -> str:
        text = text[:_READ_CHARACTERS]
        text = clean(_words_of_page(text) if _MARKUP.match(text) else text)
        for secret in hidden:
            text = secret.sub(_HIDDEN, text)
        text = _SPACE.sub(" ", _KEYS.sub(_hide, text)).strip()
        return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1].rstrip() + "…"

    return redact


def _in_any_writing(secret: str) -> str:
    """A pattern for `secret` as it is, and as it looks in an address, in HTML, in JSON, or broken into lines."""
    return r"\s*".join(
        rf"(?:{re.escape(sign)}|%{ord(sign):02x}|&\#(?:0*{ord(sign)}|x0*{ord(sign):x});|\\u{ord(sign):04x})"
        for sign in secret
    )


def _hide(found: re.Match[str]) -> str:
    """Hides a key; what follows "bearer" or "basic" may be an ordinary word instead."""
    if found["value"] and _WORD.fullmatch(found["value"]):
        return found[0]
    return f"{found['head'] or ''}{_HIDDEN}"


def _words_of_page(page: str) -> str:
    """A page's title, else its text."""
    title = _TITLE.search(page)
    if title and title[1].strip():
        return html.unescape(title[1])
    return html.unescape(_TAG.sub(" ", _UNSEEN.sub(" ", page)))
