"""A reply that another program keeps as a chain of nodes becomes one message.

Thoughts and calls of tools go to the words that they led to. Where several words of one reply stand in one line, tools
at work between them, they are joined; where the line parts, each way keeps its own.
"""

from collections.abc import Sequence
from dataclasses import replace

from desktop_chat.domain.messages import Role
from desktop_chat.transfer.foreign.draft import Draft, Node
from desktop_chat.transfer.foreign.values import joined


def fold(draft: Draft) -> None:
    """Nodes that say something without being shown are those that are carried to what is shown below them."""
    _Folding(draft).run()


class _Folding:
    def __init__(self, draft: Draft) -> None:
        self._nodes = draft.nodes
        self._order = list(draft.in_order())
        self._children: dict[str, list[Node]] = {}
        for node in self._order:
            if node.parent is not None:
                self._children.setdefault(node.parent, []).append(node)

    def run(self) -> None:
        self._show_what_leads_nowhere()
        for node in self._order:
            if node.shown and node.role is Role.ASSISTANT:
                self._take_in(node)

    def _show_what_leads_nowhere(self) -> None:
        """A reply may end with a call, or with thoughts."""
        led: set[str] = set()
        for node in reversed(self._order):
            is_led = any(child.id in led for child in self._children.get(node.id, ()))
            if not node.shown and node.says_something and not is_led:
                node.shown, node.role = True, Role.ASSISTANT
            if node.role is Role.ASSISTANT if node.shown else is_led:
                led.add(node.id)

    def _take_in(self, node: Node) -> None:
        """What stands above, up to the words before it; those too, if nothing else goes on from there."""
        above: list[Node] = []
        alone = True
        upper = self._nodes.get(node.parent or "")
        while upper is not None and not upper.shown:
            above.append(upper)
            alone = alone and len(self._children[upper.id]) == 1
            upper = self._nodes.get(upper.parent or "")
        if upper is not None and alone and upper.role is Role.ASSISTANT and len(self._children[upper.id]) == 1:
            above.append(replace(upper))
            upper.shown = False
            upper.text, upper.reasoning, upper.calls, upper.attachments = "", "", (), ()
        if above:
            _join(node, [*reversed(above), replace(node)])


def _join(node: Node, parts: Sequence[Node]) -> None:
    node.text = joined([part.text for part in parts])
    node.reasoning = joined([part.reasoning for part in parts])
    node.calls = tuple(call for part in parts for call in part.calls)
    node.attachments = tuple(dict.fromkeys(one for part in parts for one in part.attachments))
    node.at = next((part.at for part in parts if part.at is not None and part.says_something), node.at)
