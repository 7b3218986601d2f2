"""The rows of the next request. Of ten thousand only those are made that are seen; a key press changes the last one."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import TypeAlias

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_chat.domain.context import ContextPlan, Reason, Row
from desktop_chat.domain.messages import Message, MessageId, Status, now
from desktop_chat.domain.text import first_line
from desktop_chat.domain.values import dataclass
from desktop_chat.ui.composer.summary import tokens_words
from desktop_chat.ui.transcript.spine import Spine
from desktop_chat.words import endings, money, times
from desktop_chat.words.catalogue import tr

AnyIndex: TypeAlias = QModelIndex | QPersistentModelIndex

_SHOWN = 200  # characters of a message's first line


class ContextRole(IntEnum):
    ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class ShownRow:
    """What a row says. `price` is a dash where nobody knows it, and for what is not sent."""

    form: Spine
    name: str
    time: str
    reason: str
    is_pinned: bool
    tokens: int
    price: str
    text: str

    @property
    def is_out(self) -> bool:
        return self.form is Spine.OUT

    @property
    def spoken(self) -> str:
        """All of it for who listens."""
        parts = filter(None, (self.name, self.time, self.reason, tokens_words(self.tokens)))
        return f"{', '.join(parts)}: {self.text}"


class ContextRows(QAbstractListModel):
    """A plan as a list. Rows that stay are changed where they are; others come and go one by one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plan: ContextPlan | None = None
        self._ids: list[MessageId] = []
        self._waits = False

    @property
    def plan(self) -> ContextPlan | None:
        return self._plan

    def show(self, plan: ContextPlan | None, *, waits: bool) -> None:
        """This plan from now on. `waits` tells that its draft is a question that waits for the end of a reply."""
        self._waits = waits
        before, known, ids = self._ids, self._plan, self._ids_of(plan)
        if ids == before:
            self._take(plan, ids)
        else:
            self._replace(plan, before, ids)
        for rows in _others(known, plan):
            self.dataChanged.emit(self.index(rows.start), self.index(rows.stop - 1))

    def _replace(self, plan: ContextPlan | None, before: list[MessageId], ids: list[MessageId]) -> None:
        """Everything between what both begin with and what both end with goes, and comes anew."""
        begin = _common(before, ids)
        end = _common(before[begin:][::-1], ids[begin:][::-1])
        gone, come = len(before) - end, len(ids) - end
        if gone > begin:
            self.beginRemoveRows(QModelIndex(), begin, gone - 1)
            self._take(plan, [*before[:begin], *before[gone:]])
            self.endRemoveRows()
        if come > begin:
            self.beginInsertRows(QModelIndex(), begin, come - 1)
            self._take(plan, ids)
            self.endInsertRows()

    def _take(self, plan: ContextPlan | None, ids: list[MessageId]) -> None:
        self._plan, self._ids = plan, ids

    def _ids_of(self, plan: ContextPlan | None) -> list[MessageId]:
        """What tells the rows apart; the same list as long as the same rows are there."""
        if plan is None:
            return []
        known = self._plan
        if known is not None and known.history is plan.history and bool(known.draft) == bool(plan.draft):
            return self._ids
        prompt = [""] if plan.history.policy.system_prompt.strip() else []
        draft = ["draft"] if plan.draft else []
        return [*prompt, *(unit[-1].id for unit in plan.history.units), *draft]

    # -- what Qt and the list ask ------------------------------------------------------------------------------------

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self._plan is None:
            return None
        if role == ContextRole.ROW:
            return self.shown(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.shown(index.row()).spoken
        return None

    def row(self, number: int) -> Row | None:
        """What that row stands for."""
        return self._plan.row(number) if self._plan is not None and 0 <= number < self._plan.rows else None

    def number_of(self, message_id: MessageId) -> int | None:
        return self._plan.number_of(message_id) if self._plan is not None else None

    def shown(self, number: int) -> ShownRow:
        row, plan = self.row(number), self._plan
        assert row is not None
        assert plan is not None
        message = row.messages[-1] if row.messages else None
        text = message.text if message is not None and len(row.messages) == 1 else _text_of(row)
        if message is None:
            text = plan.history.policy.system_prompt
        return ShownRow(
            _form_of(row),
            tr("Summary")
            if row.reason is Reason.SUMMARY
            else endings.role_name(row.role, message.model if message else None),
            "" if row.is_draft and self._waits else _time_of(row),
            self._reason_of(row),
            row.reason is Reason.PINNED,
            row.tokens,
            money.cost(plan.cost_of(row.tokens)) if row.reason.is_in else times.UNKNOWN,
            first_line(text, _SHOWN),
        )

    def _reason_of(self, row: Row) -> str:
        if row.messages and row.messages[-1].is_streaming:
            return endings.status_word(Status.STREAMING)
        if row.reason is Reason.HISTORY and self._plan is not None and self._plan.budget is None:
            return tr("sent")
        word = tr("next") if row.is_draft and self._waits else endings.reason_word(row.reason, _status_of(row))
        files = (attached.name for message in row.messages for attached in message.attachments)
        return ", ".join((word, *files))


def _others(known: ContextPlan | None, plan: ContextPlan | None) -> Iterator[range]:
    """The rows of the second plan that may say something else than those of the first: while one types, few."""
    if plan is None or not plan.rows:
        return
    if known is None or known.history is not plan.history or known.cost_of(1) != plan.cost_of(1):
        yield range(plan.rows)
        return
    if moved := plan.rows_moved_since(known):
        yield moved
    yield range(plan.rows - 1, plan.rows)


def _common(one: list[MessageId], other: list[MessageId]) -> int:
    """How many both begin with."""
    for place, (here, there) in enumerate(zip(one, other, strict=False)):
        if here != there:
            return place
    return min(len(one), len(other))


def _form_of(row: Row) -> Spine:
    if row.reason is Reason.PINNED:
        return Spine.PINNED
    is_coming = bool(row.messages) and row.messages[-1].is_streaming
    return Spine.SENT if row.reason.is_in or is_coming else Spine.OUT


def _text_of(row: Row) -> str:
    return "".join(message.text for message in row.messages)


def _status_of(row: Row) -> Status:
    return row.messages[-1].status if row.messages else Status.COMPLETE


def _time_of(row: Row) -> str:
    if row.is_draft:
        return tr("now")
    first: Message | None = row.messages[0] if row.messages else None
    return times.clock(first.created_at, now().astimezone()) if first and row.reason is not Reason.SUMMARY else ""
