"""Blocks as a model of rows: every change of them becomes the smallest change of rows that Qt knows a name for.

So what is selected, being renamed or read aloud stays what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex

from desktop_chat.ui.sidebar.blocks import HEAD_PLACE, Block, Blocks, Key, RowKind, Slot

AnyIndex = QModelIndex | QPersistentModelIndex


class RowsModel(QAbstractListModel):
    """What a row says is for the class that knows. `make_block` gives an empty block for a slot; it is dropped when
    its last row has gone, unless it is the row of a folder or lies in one.
    """

    def __init__(self, make_block: Callable[[Slot], Block], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.blocks = Blocks()
        self._make_block = make_block

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else self.blocks.row_count()

    def at(self, index: AnyIndex) -> tuple[Block, int] | None:
        """The block and the place in it that a row shows; `HEAD_PLACE` for its head."""
        if not index.isValid() or not 0 <= index.row() < self.blocks.row_count():
            return None
        return self.blocks.at(index.row())

    def index_at(self, slot: Slot, key: Key) -> QModelIndex:
        """Invalid where that row is hidden."""
        row = self.blocks.row_of(slot, key)
        return QModelIndex() if row is None else self.index(row, 0)

    def index_of_head(self, slot: Slot) -> QModelIndex:
        block = self.blocks.find(slot)
        if block is None or not block.shown or block.head is None:
            return QModelIndex()
        return self.index(self.blocks.start_of(slot), 0)

    def keys_in(self, slot: Slot) -> tuple[Key, ...]:
        block = self.blocks.find(slot)
        return tuple(block.keys) if block is not None else ()

    def runs(self) -> Sequence[tuple[RowKind, int]]:
        """The kinds of the rows from the top down, and how many of a kind follow one another."""
        found: list[tuple[RowKind, int]] = []
        for block in self.blocks:
            if block.shown:
                found += [(block.head, 1)] if block.head is not None else []
                found += [(RowKind.CONVERSATION, len(block.keys))] if block.keys else []
        return found

    def repaint(self, index: QModelIndex) -> None:
        """A row shows something else, unless it is hidden."""
        if index.isValid():
            self.dataChanged.emit(index, index)

    # -- changes -----------------------------------------------------------------------------------------------------

    def put(self, slot: Slot, key: Key) -> None:
        """A row more."""
        block = self._with_block(slot)
        place = block.place_of(key)
        if block.shown:
            row = self.blocks.start_of(slot) + block.lead + place
            self.beginInsertRows(QModelIndex(), row, row)
        block.keys.insert(place, key)
        self.blocks.touch()
        if block.shown:
            self.endInsertRows()

    def take(self, slot: Slot, key: Key) -> None:
        """A row less."""
        block = self._block(slot)
        place = block.place_of(key)
        if block.shown:
            row = self.blocks.start_of(slot) + block.lead + place
            self.beginRemoveRows(QModelIndex(), row, row)
        del block.keys[place]
        self.blocks.touch()
        if block.shown:
            self.endRemoveRows()
        self._drop_if_empty(block)

    def shift(self, slot: Slot, key: Key, new_slot: Slot, new_key: Key) -> None:
        """The same row elsewhere."""
        source, target = self._block(slot), self._with_block(new_slot)
        if not (source.shown and target.shown):
            self.take(slot, key)
            self.put(new_slot, new_key)
            return
        old, new = source.place_of(key), target.place_of(new_key)
        stays = source is target and new in {old, old + 1}
        if not stays:  # Qt counts the goal of a move while the row is still at its old place
            row = self.blocks.start_of(slot) + source.lead + old
            goal = self.blocks.start_of(new_slot) + target.lead + new
            stays = not self.beginMoveRows(QModelIndex(), row, row, QModelIndex(), goal)
        del source.keys[old]
        target.keys.insert(target.place_of(new_key), new_key)
        self.blocks.touch()
        if not stays:
            self.endMoveRows()
        self._drop_if_empty(source)

    def add_block(self, block: Block) -> None:
        """An empty one; its head, if it has one, is a row more."""
        shows = block.shown and block.head is not None
        if shows:
            row = self.blocks.start_of(block.slot)
            self.beginInsertRows(QModelIndex(), row, row)
        self.blocks.add(block)
        if shows:
            self.endInsertRows()

    def drop_block(self, block: Block) -> None:
        """An empty one."""
        shows = block.shown and block.head is not None
        if shows:
            row = self.blocks.start_of(block.slot)
            self.beginRemoveRows(QModelIndex(), row, row)
        self.blocks.drop(block)
        if shows:
            self.endRemoveRows()

    def show_blocks(self, wanted: Sequence[tuple[Block, bool]]) -> None:
        """Blocks that follow one another become seen or hidden."""
        for block, shown in wanted:
            if block.shown == shown:
                continue
            start, rows = self.blocks.start_of(block.slot), block.lead + len(block.keys)
            if rows and shown:
                self.beginInsertRows(QModelIndex(), start, start + rows - 1)
            elif rows:
                self.beginRemoveRows(QModelIndex(), start, start + rows - 1)
            block.shown = shown
            self.blocks.touch()
            if rows:
                (self.endInsertRows if shown else self.endRemoveRows)()

    def _block(self, slot: Slot) -> Block:
        found = self.blocks.find(slot)
        assert found is not None
        return found

    def _with_block(self, slot: Slot) -> Block:
        if self.blocks.find(slot) is None:
            self.add_block(self._make_block(slot))
        return self._block(slot)

    def _drop_if_empty(self, block: Block) -> None:
        if block.head is RowKind.HEAD and not block.keys:
            self.drop_block(block)


def is_head(place: int) -> bool:
    return place == HEAD_PLACE
