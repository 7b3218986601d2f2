"""The reader's language.

English stands in the code and is its own key, so a sentence that nobody has translated yet is still a
sentence. The language is chosen once, before the first word is shown; from then on every thread only reads
it.
"""

import locale
import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import field
from pathlib import Path
from typing import Final

from desktop_chat.domain.values import dataclass

ENGLISH: Final = "en"
CHINESE: Final = "zh-CN"
SYSTEM: Final = "system"
PSEUDO: Final = "qps-ploc"
MIRRORED: Final = "qps-plocm"
"""Not spoken by anybody: see `pseudo.py`. The environment alone chooses them."""

_CHOSEN: Final = "DESKTOP_CHAT_LANGUAGE"
_FILES: Final = {CHINESE: "desktop_chat_zh_CN.ts"}
_FORMS: Final[Mapping[str, Callable[[int], int]]] = {CHINESE: lambda _: 0}
_ENVIRONMENT: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
# Chinese writes numbers as English does; the language of nobody does not, so that one who forgets is seen.
_SIGNS: Final = dict.fromkeys((PSEUDO, MIRRORED), str.maketrans(",.", "’,"))
_BRING_THEIR_SPACE: Final = tuple("。！？；：，、）」")
_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Catalogue:
    """What is said in one language; `form` tells which of the forms of what is counted so many things have."""

    tag: str = ENGLISH
    entries: Mapping[str, str] = field(default_factory=dict)
    counted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    form: Callable[[int], int] = lambda n: int(n != 1)


class _Made(dict[str, str]):
    """Entries that are made when they are first asked for."""

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self._make = make

    def get(self, text: str, _: object = None) -> str:
        if text not in self:
            self[text] = self._make(text)
        return self[text]


@dataclass(slots=True)
class _Reader:
    """The one thing here that changes; replaced whole, so a thread sees the old language or the new one."""

    folder: Path | None = None
    catalogue: _Catalogue = _Catalogue()


_reader: Final = _Reader()


def load(folder: Path) -> None:
    """Take catalogues from `folder`. Called once, at start, before `use`."""
    _reader.folder = folder


def use(language_tag: str) -> None:
    """Speak `language_tag` from now on: English, or a language whose catalogue can be read."""
    _reader.catalogue = _made(language_tag) if language_tag in (PSEUDO, MIRRORED) else _read(language_tag)


def current() -> str:
    """The tag in use: "en" or "zh-CN"."""
    return _reader.catalogue.tag


def is_mirrored() -> bool:
    """Whether the language in use is written from right to left."""
    return _reader.catalogue.tag == MIRRORED


def tr(text: str) -> str:
    """`text`, a literal in English, in the reader's language. Values are put in afterwards, with `format`."""
    return _reader.catalogue.entries.get(text, text)


def trn(one: str, many: str, n: int) -> str:
    """The form for `n` things, as many as the reader's language has: English two, Chinese one."""
    spoken, english = _reader.catalogue, one if n == 1 else many
    forms = spoken.counted.get(many)
    return forms[spoken.form(n)] if forms else spoken.entries.get(english, english)


def figures(number: str) -> str:
    """A number with commas between its thousands and a decimal point, with the signs of the reader's language."""
    signs = _SIGNS.get(_reader.catalogue.tag)
    return number.translate(signs) if signs else number


def later(text: str) -> str:
    """`text` unchanged, marked for the catalogue: for tables made at import, shown later through `tr`."""
    return text


def joined(*sentences: str) -> str:
    """Sentences one after another: parted by a space, but for Chinese punctuation, which brings its own."""
    text = ""
    for sentence in filter(None, sentences):
        text += sentence if not text or text.endswith(_BRING_THEIR_SPACE) else f" {sentence}"
    return text


def language_for(setting: str, system_locale: str | None) -> str:
    """The tag for what a person set; for "system" the desktop's, as POSIX, BCP 47 or Windows write it."""
    if (chosen := os.environ.get(_CHOSEN)) in (PSEUDO, MIRRORED):
        return chosen
    wanted = setting if setting != SYSTEM else (system_locale or "")
    # Traditional characters included: simplified ones are nearer to their readers than English is.
    return CHINESE if wanted.lower().startswith(("zh", "chinese")) else ENGLISH


def _python_locale() -> str:
    return locale.getlocale()[0] or ""


def locale_from(environ: Mapping[str, str], fallback: Callable[[], str] = _python_locale) -> str:
    """The locale of a terminal program; `fallback` answers where the environment is silent, as on Windows."""
    return next((environ[name] for name in _ENVIRONMENT if environ.get(name)), None) or fallback()


def _made(language_tag: str) -> _Catalogue:
    from desktop_chat.words import pseudo  # nobody who reads waits for it

    return _Catalogue(language_tag, _Made(pseudo.mirrored if language_tag == MIRRORED else pseudo.pseudo))


def _read(language_tag: str) -> _Catalogue:
    """English where there is no such catalogue."""
    name = _FILES.get(language_tag)
    if name is None or _reader.folder is None:
        return _Catalogue()
    from desktop_chat.words import linguist  # English reads nothing

    try:
        texts = linguist.read(_reader.folder / name)
    except (OSError, linguist.Unreadable):
        _log.warning("no readable catalogue for %s: the texts stay English", language_tag)
        return _Catalogue()
    # What is counted here may be said elsewhere without a number.
    entries = {source: forms[-1] for source, forms in texts.counted.items()} | texts.said
    return _Catalogue(language_tag, entries, texts.counted, _FORMS[language_tag]) if entries else _Catalogue()
