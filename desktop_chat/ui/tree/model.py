"""The outline of a conversation as rows within rows, each made when somebody looks."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_chat.domain import outline
from desktop_chat.domain.messages import Message, MessageId, now
from desktop_chat.domain.outline import Row
from desktop_chat.domain.text import first_line
from desktop_chat.domain.tree import Tree
from desktop_chat.words import endings, times
from desktop_chat.words.catalogue import joined, tr, trn

_LONGEST = 200  # characters of a message's beginning
AnyIndex = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    NAME = Qt.ItemDataRole.UserRole
    WORDS = Qt.ItemDataRole.UserRole + 1
    TIME = Qt.ItemDataRole.UserRole + 2
    ENDING = Qt.ItemDataRole.UserRole + 3
    IS_READ = Qt.ItemDataRole.UserRole + 4
    """Whether it stands on the branch that is being read."""
    FORKS = Qt.ItemDataRole.UserRole + 5


@dataclass(slots=True, eq=False)
class _Node:
    """A row in its place; `inside` is None until somebody has looked."""

    row: Row
    above: _Node | None
    number: int
    inside: list[_Node] | None = None


class BranchesModel(QAbstractItemModel):
    """The tree of one conversation as an outline."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tree = Tree()
        self._read: Set[MessageId] = frozenset()
        self._top: list[_Node] = []

    def show(self, tree: Tree, head: MessageId | None) -> None:
        """The branch that is read ends with `head`."""
        self.beginResetModel()
        self._tree, self._read = tree, frozenset(message.id for message in tree.branch(head))
        self._top = [_Node(row, None, number) for number, row in enumerate(outline.top(tree, head))]
        self.endResetModel()

    def message_at(self, index: AnyIndex) -> Message | None:
        """None for a row that folds several."""
        return self._node(index).row.message if index.isValid() else None

    def place_of(self, message_id: MessageId) -> QModelIndex:
        """Where that message stands, inside whatever; nowhere if there is no such message."""
        path = {message.id for message in self._tree.branch(message_id)}
        nodes, found = self._top, None
        while nodes:
            holders = (node for node in nodes if _leads_to(node.row, message_id, path))
            node = next(holders, None)
            if node is None or (node.row.message is not None and node.row.message.id == message_id):
                found = node
                break
            nodes = self._inside(node)
        return self.createIndex(found.number, 0, found) if found else QModelIndex()

    # -- what Qt asks ------------------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: AnyIndex = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's own
        nodes = self._nodes(parent)
        return self.createIndex(row, column, nodes[row]) if 0 <= row < len(nodes) and column == 0 else QModelIndex()

    def parent(self, index: AnyIndex = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        above = self._node(index).above if index.isValid() else None
        return self.createIndex(above.number, 0, above) if above else QModelIndex()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.column() > 0 else len(self._nodes(parent))

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 1

    def hasChildren(self, parent: AnyIndex = QModelIndex()) -> bool:  # noqa: B008
        if not parent.isValid():
            return bool(self._top)
        return outline.is_open(self._tree, self._node(parent).row)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._node(index).row
        match role:
            case Role.IS_READ:
                return any(message.id in self._read for message in row.messages)
            case Role.FORKS:
                return row.opens
            case Role.WORDS | Qt.ItemDataRole.DisplayRole:
                return _words(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(index)
        return _about(row.message, role)

    def _spoken(self, index: AnyIndex) -> str:
        name, words, time, ending = (self.data(index, role) for role in (Role.NAME, Role.WORDS, Role.TIME, Role.ENDING))
        here = tr("on this branch") if self.data(index, Role.IS_READ) else ""
        said = f"{name}: {words}" if name else words
        return ", ".join(str(part) for part in (said, time, ending, here) if part)

    def _nodes(self, parent: AnyIndex) -> list[_Node]:
        return self._inside(self._node(parent)) if parent.isValid() else self._top

    def _inside(self, node: _Node) -> list[_Node]:
        if node.inside is None:
            rows = outline.below(self._tree, node.row)
            node.inside = [_Node(row, node, number) for number, row in enumerate(rows)]
        return node.inside

    def _node(self, index: AnyIndex) -> _Node:
        node = index.internalPointer()
        assert isinstance(node, _Node)
        return node


def _about(message: Message | None, role: int) -> str | None:
    """What a row says of its one message beside its words; of several, nothing."""
    match role:
        case Role.NAME:
            return endings.role_name(message.role, message.model) if message else ""
        case Role.TIME:
            return times.when(message.created_at, now().astimezone()) if message else ""
        case Role.ENDING:
            return endings.outline_word(message) if message else ""
    return None


def _words(row: Row) -> str:
    message = row.message
    if message is None:
        n = len(row.messages)
        return trn("{n} message", "{n} messages", n).format(n=times.count(n))
    said = first_line(message.text or message.refusal or message.reasoning, _LONGEST)
    if message.aside:
        return joined(f"{tr('for a summary')}:", said)
    return joined(f"{tr('continued')}:", said) if message.continues else said


def _leads_to(row: Row, message_id: MessageId, path: Set[MessageId]) -> bool:
    if row.message is None or not row.opens:
        return any(message.id == message_id for message in row.messages)
    return row.message.id in path
