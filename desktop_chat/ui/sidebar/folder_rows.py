"""What the rows of folders show: open or closed, how much they hold, and the strongest mark of what is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desktop_chat.domain.folders import parent_of
from desktop_chat.domain.messages import Conversation, ConversationId
from desktop_chat.services.marks import Marks
from desktop_chat.ui.sidebar.blocks import Block, Blocks
from desktop_chat.ui.sidebar.placing import folder_slot
from desktop_chat.ui.sidebar.row_words import RowState, strongest


class FolderRows:
    """Of one list. A state is worked out when it is looked at, and kept until something in the folder changes."""

    def __init__(self, opened: Iterable[str], marks: Marks) -> None:
        self._opened = set(opened)
        self._marks = marks
        self._states: dict[str, RowState] = {}

    @property
    def opened(self) -> tuple[str, ...]:
        return tuple(sorted(self._opened))

    def is_open(self, path: str) -> bool:
        return path in self._opened

    def set_open(self, path: str, is_open: bool) -> None:
        (self._opened.add if is_open else self._opened.discard)(path)

    def shows(self, block: Block) -> bool:
        """Whether the row of a folder, or what lies in one, is not hidden by a closed one."""
        path = block.text if block.head is None else parent_of(block.text)
        while path is not None:
            if path not in self._opened:
                return False
            path = parent_of(path)
        return True

    def held(self, path: str, blocks: Blocks) -> int:
        return sum(len(block.keys) for block in blocks.inside(folder_slot(path)))

    def state(self, path: str, blocks: Blocks, shown: Mapping[ConversationId, Conversation]) -> RowState:
        if path in self._opened:
            return RowState.QUIET
        if path not in self._states:
            inside = (shown[key[1]] for block in blocks.inside(folder_slot(path)) for key in block.keys)
            self._states[path] = strongest(inside, self._marks)
        return self._states[path]

    def forget(self, path: str) -> None:
        """Something in it is another than it was."""
        self._states.pop(path, None)

    def forget_all(self) -> None:
        self._states.clear()
