"""A person who sees nothing: keys go out, and what the accessibility bus tells comes back."""

from __future__ import annotations

from desktop_chat.domain.values import dataclass
from tests.support.screen_reader import Ears, Node, Session
from tests.support.virtual_screen import TookTooLong, wait_for

_MOST_STEPS = 40


@dataclass(frozen=True, slots=True)
class Person:
    """Knows the program by the roles and names of its parts alone."""

    session: Session
    ears: Ears

    def press(self, *keys: str) -> None:
        self.session.screen.press(*keys)

    def type(self, text: str) -> None:
        self.session.screen.type(text)

    def focus(self) -> Node | None:
        """Where the keys go: the innermost part that says so. A row says so in a list without the keys, too."""
        focused = {node.path: node for node in self.session.nodes() if {"focused", "showing"} <= node.states}
        held = [node for node in focused.values() if node.name and (node.role != "list item" or node.parent in focused)]
        return held[-1] if held else None

    def wait_for_focus(self, name: str) -> Node:
        """Until the keys go to a part whose name begins so."""
        seen: list[Node | None] = []

        def holds() -> bool:
            seen[:] = [self.focus()]
            return seen[0] is not None and seen[0].name.startswith(name)

        try:
            wait_for(f"the keys to go to “{name}”", holds)
        except TookTooLong as late:
            raise TookTooLong(f"{late}, but to {seen[0]}") from None
        [found] = seen
        assert found is not None
        return found

    def tab_to(self, name: str, key: str = "Tab") -> None:
        """Presses Tab until the keys are there; nothing on the way holds them fast."""
        passed: list[str] = []
        while len(passed) < _MOST_STEPS:
            focus = self.focus()
            assert focus is not None, f"the keys went nowhere after {passed}"
            if focus.name.startswith(name):
                return
            passed.append(focus.name)
            self.press(key)
        raise AssertionError(f"Tab does not lead to “{name}” but to {passed}")

    def choose(self, name: str, *opening: str) -> None:
        """Opens a menu by these keys and walks down to an item. Menus stand in no tree: only what they say is heard."""
        self.press(*opening)
        self.ears.forget()
        passed: list[str] = []
        while not (passed and passed[-1].startswith(name)):
            assert len(passed) < _MOST_STEPS, f"the menu does not hold “{name}” but {passed}"
            self.press("Down")
            passed.append(self.ears.wait_for("focus:").name)
        self.press("Return")

    def hears(self, name: str, role: str = "") -> bool:
        """Whether something has a name with that in it, and shows: it and all around it."""
        nodes = self.session.nodes()
        hidden: set[str] = set()  # each node stands before what it contains
        for node in nodes:
            if node.parent in hidden or not (node.is_showing or node.role == "application"):
                hidden.add(node.path)
            elif name in node.name and role in node.role:
                return True
        return False

    def wait_for(self, name: str, role: str = "") -> None:
        wait_for(f"“{name}” to show", lambda: self.hears(name, role))

    def wait_without(self, name: str, role: str = "") -> None:
        wait_for(f"“{name}” to be gone", lambda: not self.hears(name, role))
