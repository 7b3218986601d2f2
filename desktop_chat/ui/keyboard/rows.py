"""What the map of all keys lists: every command, and what keys do in one place only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desktop_chat.domain.settings import SendKey
from desktop_chat.domain.spelled import Form
from desktop_chat.domain.values import dataclass
from desktop_chat.ui.commands import CommandTable, native, portable
from desktop_chat.ui.receipt import keys as receipt
from desktop_chat.words.catalogue import tr


@dataclass(frozen=True, slots=True)
class Row:
    """What can be done, under which head, and the keys for it as this system writes them."""

    head: str
    title: str
    keys: tuple[str, ...]
    source: str = ""
    """The title in English, which people who know the program from elsewhere may search for."""
    command: str = ""
    """The id of the command, "" for keys of a place."""
    is_changed: bool = False
    """Whether a person has chosen its keys."""

    def answers(self, words: Iterable[str]) -> bool:
        said = " ".join((self.title, self.source, *self.keys)).casefold()
        return all(word in said for word in words)


def rows_of(table: CommandTable, send_key: SendKey = SendKey.ENTER) -> tuple[Row, ...]:
    """Every command, group by group, then what keys do in one place only."""
    groups: dict[str, list[Row]] = {}
    for command in table.commands:
        head = tr(command.group) if command.group else tr("Conversation")
        keys, changed = table.all_keys(command.id), command.id in table.keymap.own
        row = Row(head, command.name(), keys, command.title, command.id, changed)
        groups.setdefault(head, []).append(row)
    places = (Row(head, title, tuple(map(native, keys))) for head, title, keys in _of_places(send_key))
    return (*(row for rows in groups.values() for row in rows), *places)


def keys_of_places(send_key: SendKey) -> dict[str, str]:
    """What in this window already means something of its own: the key, and what it does where."""
    elsewhere = tr("In a receipt")
    return {
        portable(key): f"{head}: {title}"
        for head, title, keys in _of_places(send_key)
        if head != elsewhere
        for key in keys
    }


def _of_places(send_key: SendKey) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Keys that belong to a place and are no commands of the window: the place, what they do, the keys."""
    ctrl_sends = send_key is SendKey.CTRL_ENTER
    places = {
        tr("While you write"): (
            (tr("Send"), "Ctrl+Return" if ctrl_sends else "Return"),
            (tr("New line"), "Return" if ctrl_sends else "Shift+Return"),
            (tr("Add as mine, without asking"), "Alt+Return" if ctrl_sends else "Ctrl+Return"),
            (tr("Add as the model's, without asking"), "Ctrl+Shift+Return"),
            (tr("Edit the last question, in an empty field"), "Up"),
            (tr("Insert a prompt, at the beginning"), "/"),
            (tr("Earlier and later questions"), "Ctrl+Up", "Ctrl+Down"),
        ),
        tr("On a message"): (
            (tr("Read on"), "Up", "Down"),
            (tr("First and last message"), "Home", "End"),
            (tr("Open as plain text"), "Return", "F2"),
            (tr("Fold and unfold"), "Space"),
            (tr("Exclude"), "X"),
            (tr("Pin"), "P"),
            (tr("Copy"), "Ctrl+C"),
            (tr("Copy as Markdown"), "Ctrl+Alt+M"),
            (tr("Copy as rich text"), "Ctrl+Alt+R"),
            (tr("Copy as plain text"), "Ctrl+Alt+P"),
            (tr("All that can be done with it"), "Menu"),
        ),
        tr("On a conversation in the list"): _on_a_conversation(),
        tr("While you find or search"): (
            (tr("Next hit, previous hit"), "Return", "Shift+Return"),
            (tr("From the search field to what was found"), "Down"),
            (tr("Open what was found"), "Return"),
            (tr("All operators of the search"), "?"),
            (tr("Back to what was before"), "Esc"),
        ),
        tr("In a receipt"): _in_a_receipt(),
    }
    for head, rows in places.items():
        yield from ((head, title, tuple(keys)) for title, *keys in rows)


def _on_a_conversation() -> tuple[tuple[str, ...], ...]:
    return (
        (tr("Open"), "Return"),
        (tr("Rename"), "F2"),
        (tr("Move to the trash"), "Del"),
        (tr("Select the next, select the one before"), "Shift+Down", "Shift+Up"),
        (tr("Select one more, or one less"), "Ctrl+Space"),
        (tr("Select all"), "Ctrl+A"),
        (tr("Open a folder, close it"), "Right", "Left"),
        (tr("All that can be done with it"), "Menu"),
    )


def _in_a_receipt() -> tuple[tuple[str, ...], ...]:
    return (
        (tr("Next page, previous page"), receipt.NEXT_PAGE, receipt.PREVIOUS_PAGE),
        (tr("From the summary to the comparison"), *receipt.PAGES),
        (tr("Copy as curl"), receipt.COPY[Form.CURL]),
        (tr("Copy as Python"), receipt.COPY[Form.PYTHON]),
        (tr("Copy as JSON"), receipt.COPY[Form.JSON]),
        (tr("Replay as a branch"), receipt.REPLAY),
        (tr("Next difference, previous difference"), receipt.NEXT_DIFFERENCE, receipt.PREVIOUS_DIFFERENCE),
        (tr("Fold and unfold"), "Space"),
    )
