"""What in a text looks as if it opened something: private keys, keys of services, passwords in addresses.

Who is asked too often does not read the question any more: hashes, identifiers, pictures in letters and the code that
handles keys are left alone, and so is what only stands for a key.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.errors import AttachmentLost
from desktop_chat.domain.exposed import FileHoldsKey, HoldsKey, KeptInClear, Opens
from desktop_chat.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Exposed:
    """One find: the characters `start` to `end` of the text."""

    kind: Opens
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Form:
    """What a kind of key looks like: `pattern` from one of the texts `begins` on, of which the group `value`, if there
    is one, is the key itself. Of its characters, `before` stand before what is searched for.
    """

    kind: Opens
    begins: tuple[str, ...]
    pattern: re.Pattern[str]
    before: int = 0

    @property
    def is_marked(self) -> bool:
        """Whether nothing else begins like that."""
        return "value" not in self.pattern.groupindex


def _form(kind: Opens, begins: tuple[str, ...], pattern: str, before: int = 0) -> _Form:
    return _Form(kind, begins, re.compile(pattern, re.VERBOSE | re.ASCII), before)


_BREAK = r"(?:\s|\\n|\\r)"
_ALONE, _END = r"(?<![\w-])", r"(?![\w-])"
_MOST_READ = 512 * 1024
_MOST_PLACES = 20_000
_CASES = (str.lower, str.upper, str.title)
_FORMS = (
    _form(
        Opens.PRIVATE_KEY,
        ("-----BEGIN ",),
        rf"""-----BEGIN\ (?:[A-Z0-9]+\ ){{0,3}}PRIVATE\ KEY(?:\ BLOCK)?-----{_BREAK}+
        (?:[A-Za-z-]+:\ [^\n\\]*{_BREAK}+)*                    # the headers of an older form
        [A-Za-z0-9+/=]{{40,}}(?:{_BREAK}+[A-Za-z0-9+/=]{{16,}})*
        (?:(?:{_BREAK}+[A-Za-z0-9+/=]+)*{_BREAK}*-----END[A-Z0-9 ]*PRIVATE\ KEY(?:\ BLOCK)?-----)?""",
    ),
    _form(
        Opens.PRIVATE_KEY,
        ("PuTTY-User-Key-File-",),
        r"PuTTY-User-Key-File-\d:(?:[^\n]*\n){3,200}?Private-MAC:\s*[0-9a-f]+",
    ),
    _form(Opens.PRIVATE_KEY, ("AGE-SECRET-KEY-1",), rf"{_ALONE}AGE-SECRET-KEY-1[A-Z0-9]{{50,}}"),
    _form(
        Opens.API_KEY,
        ("sk-",),
        rf"{_ALONE}sk-(?:(?:proj|svcacct|admin|ant|or|None)-[\w-]{{20,}}|(?=[A-Za-z_-]*\d)[A-Za-z0-9][\w-]{{30,}})",
    ),
    _form(Opens.API_KEY, ("sk_live_", "rk_live_"), rf"{_ALONE}[sr]k_live_\w{{20,}}"),
    _form(Opens.API_KEY, ("gsk_", "xai-", "pplx-", "csk-"), rf"{_ALONE}[a-z]{{3,4}}[_-]\w{{40,}}{_END}"),
    _form(Opens.API_KEY, ("hf_", "r8_", "fw_"), rf"{_ALONE}[a-z][a-z0-9]_(?=[A-Za-z]*\d)[A-Za-z0-9]{{20,}}{_END}"),
    _form(Opens.API_KEY, ("nvapi-", "AIza"), rf"{_ALONE}(?:nvapi-[\w-]{{40,}}|AIza[\w-]{{35}}){_END}"),
    _form(Opens.API_KEY, ("AKIA", "ASIA"), r"(?<![\w/+])A[KS]IA[A-Z0-9]{16}(?![\w/+=])"),
    _form(
        Opens.API_KEY,
        (".",),
        r"(?<![\w.-][0-9a-f]{32})(?<=[0-9a-f]{32})\.(?=[A-Za-z]*\d)[A-Za-z0-9]{16}(?![\w.-])",
        before=32,
    ),
    _form(
        Opens.TOKEN,
        ("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "npm_"),
        rf"{_ALONE}(?:gh[pousr]_[A-Za-z0-9]{{36,}}|github_pat_\w{{60,}}|npm_[A-Za-z0-9]{{36}}){_END}",
    ),
    _form(
        Opens.TOKEN,
        ("glpat-", "pypi-AgE", "dop_v1_", "dckr_pat_"),
        rf"{_ALONE}(?:glpat-[\w-]{{20,}}|pypi-AgE[\w-]{{50,}}|dop_v1_[0-9a-f]{{64}}|dckr_pat_[\w-]{{20,}}){_END}",
    ),
    _form(Opens.TOKEN, ("SG.",), rf"{_ALONE}SG\.[\w-]{{20,}}\.[\w-]{{40,}}"),
    _form(
        Opens.TOKEN,
        ("xapp-", *(f"xox{kind}-" for kind in "abeoprs")),
        rf"{_ALONE}x(?:ox[abeoprs]|app)-(?=[A-Za-z-]*\d)[\w-]{{20,}}",
    ),
    _form(Opens.TOKEN, ("hooks.slack.com",), r"hooks\.slack\.com/services/T\w+/B\w+/\w{20,}"),
    _form(Opens.TOKEN, (":AA",), rf"(?<=\d{{8}}):AA[\w-]{{33}}{_END}", before=8),
    _form(Opens.TOKEN, ("eyJ",), rf"{_ALONE}eyJ[\w-]{{10,}}\.eyJ[\w-]{{10,}}\.[\w-]{{20,}}"),
    _form(
        Opens.TOKEN,
        ("uthorization", "UTHORIZATION", "earer ", "EARER "),
        r"""(?:(?i:uthorization)["']?:\s*["']?(?i:bearer|basic|token)|(?i:earer))\s+(?P<value>[\w.+/=~-]{20,})""",
    ),
    _form(Opens.API_KEY, ("AccountKey=",), r"AccountKey=(?P<value>[A-Za-z0-9+/]{60,}={0,2})"),
    _form(
        Opens.PASSWORD,
        ("://",),
        r"""(?<=[a-z0-9])://[^\s/:@"'<>{}$%()]{1,100}:(?P<value>[^\s/:@"'<>{}$%()]{6,200})@[\w\[]""",
    ),
    _form(
        Opens.API_KEY,
        tuple(form(name) for name in ("key", "secret", "token", "passw", "pwd") for form in _CASES),
        r"""(?i:key|secret|token|passw|pwd)(?P<name>[A-Za-z_-]{0,20})["']?
        [ \t]{0,3}(?::=|=>|[:=])[ \t]{0,3}["'`]?(?P<value>[A-Za-z0-9_\-+/=.~!@\#%^&*]{16,200})""",
    ),
)
_MASKED = re.compile(r"x{4,}|\*{3,}|\.{3}", re.IGNORECASE)
_STANDS_FOR_ONE = re.compile(
    r"12345678|abcdefghij|your|example|placeholder|change_?me|redacted|dummy|sample|insert|fake"
    r"|^(?:pass(?:word|wd|wort)?|secret|token|user(?:name)?|pw)\d{0,3}$",
    re.IGNORECASE,
)
_NOT_SECRET = re.compile(
    r"public|primary|foreign|partition|cache_?key|idempotency|sort_?key|key_?id\b|keyword|keyboard|monkey|tokens|tokeniz"
    r"|commit|sha\d|checksum|etag|hash|digest|page_?token|next_?token|sync_?token|continuation|csrf|fingerprint",
    re.IGNORECASE,
)
_CODE = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
_LONGEST_NAME = 40
_SHORTEST_RUN = 12
_LEAST_CHANGES = 3
_LEAST_BITS = 3.0  # a character; words of a language have fewer, what was drawn by lot has more
_MOST_FINDS = 50


def check(text: str, files: Iterable[Attachment] = (), allowed: frozenset[str] = frozenset()) -> None:
    """Raises `HoldsKey` for the first thing in a message that is not one of those `allowed`."""
    finds = [one for one in exposed(text) if text[one.start : one.end] not in allowed]
    if finds:
        first = finds[0]
        raise HoldsKey(first.kind, first.start, first.end, frozenset(text[one.start : one.end] for one in finds))
    for file in files:
        if not file.is_image:
            _check_file(file, allowed)


def check_kept(**values: str | None) -> None:
    """Raises `KeptInClear` for the first of the values that holds a key, by itself or under its name."""
    for name, value in values.items():
        if value and (exposed(value) or exposed(f"{name}={value}")):
            raise KeptInClear(name)


def _check_file(file: Attachment, allowed: frozenset[str]) -> None:
    try:
        text = file.text
    except AttachmentLost:  # whoever sends it will say so
        return
    finds = {text[one.start : one.end]: one.kind for one in exposed(text)}
    if held := [kind for find, kind in finds.items() if find not in allowed]:
        raise FileHoldsKey(file.name, held[0], frozenset(finds) - allowed)


def exposed(text: str) -> tuple[Exposed, ...]:
    """What was found, in the order of the text, without one inside another. Of a very long text, in its beginning."""
    found = sorted(_all(text[:_MOST_READ]), key=lambda one: (one.start, -one.end))
    kept: list[Exposed] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept[:_MOST_FINDS])


def _all(text: str) -> Iterator[Exposed]:
    for form in _FORMS:
        part: int | str = 0 if form.is_marked else "value"
        places = chain.from_iterable(_places(text, begin) for begin in form.begins)
        for place in islice(places, _MOST_PLACES):
            match = form.pattern.match(text, place)
            if match and _is_one(form, match, match[part]):
                yield Exposed(form.kind, match.start(part) - form.before, match.end(part))


def _places(text: str, begin: str) -> Iterator[int]:
    place = text.find(begin)
    while place >= 0:
        yield place
        place = text.find(begin, place + 1)


def _is_one(form: _Form, match: re.Match[str], value: str) -> bool:
    if form.kind is Opens.PRIVATE_KEY:
        return True
    if _MASKED.search(value):
        return False
    if form.is_marked:
        return True
    if _STANDS_FOR_ONE.search(value):
        return False
    if form.kind is Opens.PASSWORD:
        return True
    return not ("name" in form.pattern.groupindex and _is_public(match)) and _is_drawn_by_lot(value)


def _is_public(match: re.Match[str]) -> bool:
    """Whether the whole name that a value has says that it is no secret."""
    before = match.string[max(0, match.start() - _LONGEST_NAME) : match.end("name")]
    return _NOT_SECRET.search(re.split(r"[^\w-]", before)[-1]) is not None


def _is_drawn_by_lot(value: str) -> bool:
    """Whether nobody has thought of `value`: letters and digits in turns, evenly, and no name of a program's own."""
    changes = len(re.findall(r"[A-Za-z](?=[0-9])|[0-9](?=[A-Za-z])", value))
    longest = max(map(len, re.findall(r"[A-Za-z0-9]+", value)), default=0)
    if changes < _LEAST_CHANGES or longest + changes < _SHORTEST_RUN + _LEAST_CHANGES or _CODE.fullmatch(value):
        return False
    counted = Counter(value).values()
    bits = -sum(n / len(value) * math.log2(n / len(value)) for n in counted)
    return bits >= _LEAST_BITS
