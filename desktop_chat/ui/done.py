"""Something that was done and can be undone, on its way to the window's notices."""

from collections.abc import Callable

from desktop_chat.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Done:
    """`text` says what was done; `undo` makes it as it was before, `label` is what that is called."""

    text: str
    undo: Callable[[], None]
    label: str = ""
