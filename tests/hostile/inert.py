"""Whether a file does nothing by itself: no script, nothing that is fetched, no address but of pages and mails."""

import re
import zlib
from collections.abc import Iterator
from html.parser import HTMLParser

_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+|#\S*", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]*")
_ELEMENTS = re.compile(
    r"html|head|meta|title|style|body|header|main|article|section|div|p|span|h[1-6]|time|details|summary|a|em|strong|s|code"
    r"|pre|sup|i|b|br|hr|[uo]l|li|blockquote|table|t[rhd]|figure|figcaption|img|svg|path|rect|text"
)
_FETCHING = re.compile(r"action|background|cite|data|formaction|href|ping|poster|src|srcset|xlink:href")
_IN_A_PDF = re.compile(
    rb"/(?:JS|JavaScript|Launch|OpenAction|AA|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|GoToR|GoToE|Movie|Sound)\b"
)
_URI = re.compile(rb"/URI\s*\(((?:[^()\\]|\\.)*)\)")
_NOT_PLAIN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.policies: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._in_style = tag == "style"
        if not _ELEMENTS.fullmatch(tag):
            self.faults.append(f"<{tag}>")
        if tag == "meta" and "http-equiv" in values:
            self.policies.append(values["http-equiv"])
        for name, value in values.items():
            self._attribute(tag, name, value)

    def _attribute(self, tag: str, name: str, value: str) -> None:
        is_fine = not _FETCHING.fullmatch(name)
        if (tag, name) == ("a", "href"):
            is_fine = _ADDRESS.fullmatch(value) is not None
        elif (tag, name) == ("img", "src"):
            is_fine = _PICTURE.fullmatch(value) is not None
        if not is_fine or name.startswith("on") or (name == "style" and value != "white-space: pre-wrap"):
            self.faults.append(f"<{tag} {name}={value[:80]}>")

    def handle_data(self, data: str) -> None:
        if self._in_style and re.search(r"url\(|@import|expression", data):
            self.faults.append("a style that fetches")

    def handle_endtag(self, _tag: str) -> None:
        self._in_style = False

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"<!--{data[:80]}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"<?{data[:80]}")

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"<![{data[:80]}")


def faults_of_html(text: str, *, is_page: bool = True) -> list[str]:
    """What in it would do something; of a whole page also that nothing forbids it."""
    page = _Page()
    page.feed(text)
    page.close()
    unguarded = is_page and page.policies != ["Content-Security-Policy"]
    return [*page.faults, *(["no policy, or more than one"] if unguarded else [])]


def faults_of_pdf(content: bytes) -> list[str]:
    found = []
    for part in (_without_streams(content), *_streams(content)):
        found += [match.group().decode() for match in _IN_A_PDF.finditer(part)]
        addresses = [match[1].decode("latin-1") for match in _URI.finditer(part)]
        found += [f"/URI {one[:80]}" for one in addresses if not _ADDRESS.fullmatch(one)]
    return found


_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def _without_streams(content: bytes) -> bytes:
    return _STREAM.sub(b"", content)


def _streams(content: bytes) -> Iterator[bytes]:
    """Those that may hold objects; fonts, pictures and what is painted do not."""
    for found in _STREAM.finditer(content):
        before = content[max(0, found.start() - 400) : found.start()]
        if b"/ObjStm" in before.rpartition(b"obj")[2]:
            yield zlib.decompress(found[1])


def faults_of_terminal(text: str) -> list[str]:
    return sorted({f"U+{ord(one):04X}" for one in _NOT_PLAIN.findall(text)})
