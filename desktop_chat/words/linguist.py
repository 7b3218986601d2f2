"""Catalogues as Qt Linguist keeps them: what of a `.ts` file a reader needs, without Qt.

A message has a source, which is English, and a translation; one that counts something has a translation for each number
that its language tells apart. What a translator has not finished has no text and is passed over.

Programs alone write such files, always in the same form, so they are cut apart where their marks stand: a parser of XML
would hold up each start in Chinese for three times as long. A test reads them with both.
"""

from pathlib import Path
from typing import Final

from desktop_chat.domain.values import dataclass

_GONE: Final = ('"vanished"', '"obsolete"')
_SIGNS: Final = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


class Unreadable(ValueError):
    """The file is no catalogue."""


@dataclass(frozen=True, slots=True)
class Texts:
    """By their English sources: what is said, and the forms of what is counted, the one for the fewest first."""

    said: dict[str, str]
    counted: dict[str, tuple[str, ...]]


def read(path: Path) -> Texts:
    """Raises `Unreadable`, and `OSError`."""
    try:
        content = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(path) from error
    if "<TS" not in content or not content.rstrip().endswith("</TS>"):
        raise Unreadable(path)
    said: dict[str, str] = {}
    counted: dict[str, tuple[str, ...]] = {}
    for message in content.split("</message>")[:-1]:
        source, _, rest = message.partition("<source>")[2].partition("</source>")
        attributes, _, rest = rest.partition("<translation")[2].partition(">")
        if attributes and any(state in attributes for state in _GONE):
            continue
        translation = rest.partition("</translation>")[0]
        if "<numerusform>" in translation:
            forms = tuple(_plain(form.partition("</")[0]) for form in translation.split("<numerusform>")[1:])
            if all(forms):
                counted[_plain(source)] = forms
        elif translation:
            said[_plain(source)] = _plain(translation)
    return Texts(said, counted)


def _plain(text: str) -> str:
    if "&" in text:
        for written, meant in _SIGNS:
            text = text.replace(written, meant)
    return text
