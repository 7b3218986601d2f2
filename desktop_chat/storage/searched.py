"""A message as search sees it: what it holds, and whether that is what was asked for.

What it holds beside words are words of the index too, which nobody can have written: who spoke, which model, code and
pictures. So operators cost no more than words.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from desktop_chat.domain.attachments import AttachmentKind
from desktop_chat.domain.messages import MessageId, Role
from desktop_chat.domain.query import Part, Query
from desktop_chat.domain.values import dataclass
from desktop_chat.storage.needles import Needle, hold
from desktop_chat.storage.tokenizer import fold, index_words
from desktop_chat.storage.values import attachments_from, shown

COLUMNS = """m.row, m.created_at, m.conversation, m.id, m.role, m.model, m.attachments, CAST(m.text AS BLOB),
    CAST(m.refusal AS BLOB), CAST(m.reasoning AS BLOB)"""
MODEL = "_m_"
"""How the words begin that say which model a message is by."""
_ROLES = {role.value: role for role in Role}
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
_NOT_A_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Searched:
    """One message; `row`, `at` (ms) and `conversation` as they lie in the table. `texts`: all that it says."""

    row: int
    at: int
    conversation: int
    id: MessageId
    role: Role
    model: str | None
    parts: frozenset[Part]
    texts: tuple[str, ...]

    def words(self) -> set[str]:
        """Everything by which the index knows it."""
        words = {word for text in self.texts for word in index_words(text)}
        words.add(role_word(self.role))
        words.update(map(part_word, self.parts))
        words.update(f"{MODEL}{name}" for name in _model_names(self.model))
        return words

    def answers(self, query: Query, sought: Sequence[Needle]) -> bool:
        """Whether it is what is asked for, as far as it is up to the message alone."""
        return (
            (not query.roles or self.role in query.roles)
            and self.parts.issuperset(query.parts)
            and (not query.models or self._is_by(query.models))
            and hold(sought, self.texts)
        )

    def _is_by(self, models: Sequence[str]) -> bool:
        return any(name.startswith(_squeezed(model)) for model in models for name in _model_names(self.model))


def searched(row: tuple[Any, ...]) -> Searched:
    """From a row of `COLUMNS`."""
    attached = attachments_from(row[6], lambda _: b"") if row[6] else ()
    text, refusal, reasoning = map(shown, row[7:10])
    names = "\n".join(one.name for one in attached)
    parts = {Part.IMAGE for one in attached if one.kind is AttachmentKind.IMAGE}
    if _FENCE.search(text):
        parts.add(Part.CODE)
    texts = tuple(filter(None, (text, refusal, reasoning, names)))
    return Searched(row[0], row[1], row[2], row[3], _ROLES.get(row[4], Role.USER), row[5], frozenset(parts), texts)


def role_word(role: Role) -> str:
    return f"__{role.value}"


def part_word(part: Part) -> str:
    return f"__{part.value}"


def model_beginning(model: str) -> str:
    """How the words of all models begin that are meant by `model`."""
    return f"{MODEL}{_squeezed(model)}"


def _model_names(model: str | None) -> Iterator[str]:
    """The name from each of its parts on: what is typed may leave out whose it is."""
    parts = [part for part in _NOT_A_LETTER.split(fold(model or "")) if part]
    return ("".join(parts[start:]) for start in range(len(parts)))


def _squeezed(model: str) -> str:
    return _NOT_A_LETTER.sub("", fold(model))
