"""What the menu of a message holds beside its endings.

Its links and its code are there, so that whoever has no mouse follows and copies them; and all that makes a branch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from desktop_chat.domain.endings import Offer
from desktop_chat.domain.messages import Message
from desktop_chat.domain.text import first_line
from desktop_chat.markup.blocks import Block, Kind, Look
from desktop_chat.markup.inline import inline
from desktop_chat.ui.commands import add_twin
from desktop_chat.ui.links import ask_to_open, link
from desktop_chat.ui.transcript.actions import Wish
from desktop_chat.words.catalogue import joined, tr
from desktop_chat.words.endings import offer_label

if TYPE_CHECKING:
    from desktop_chat.ui.transcript.cards import Card
    from desktop_chat.ui.transcript.item import Item
    from desktop_chat.ui.transcript.leaves.code import Code
    from desktop_chat.ui.transcript.leaves.leaf import Leaf
    from desktop_chat.ui.transcript.transcript import Transcript

_MOST = 40  # more of them nobody looks through in a menu
_WORDS = 48  # characters of a link or of a line of code
_SIGNS = ("[", "://", "@", "www.")  # without any of these there is no link


def add_files(menu: QMenu, view: Transcript, message: Message) -> None:
    """What came with the message, each to be opened."""
    for number, attachment in enumerate(message.attachments):
        words = tr("Open {name}").format(name=_literally(attachment.name))
        menu.addAction(words, partial(view.deeds.open_file, message, number))


def add_card(menu: QMenu, view: Transcript, message: Message, card: Card) -> None:
    """What can be done with a summary, or with one that was not finished."""
    wish = view.handling.card_wish
    if card.is_proposed:
        menu.addAction(offer_label(Offer.RETRY), partial(wish, Wish.RETRY)).setEnabled(not message.is_streaming)
    else:
        menu.addAction(tr("Edit the summary…"), QKeySequence(Qt.Key.Key_F2), partial(wish, Wish.CHANGE))
    removed = menu.addAction(tr("Remove the summary"), QKeySequence(Qt.Key.Key_Delete), partial(wish, Wish.REMOVE))
    removed.setEnabled(not message.is_streaming)
    if card.reply and not message.is_streaming:
        menu.addSeparator()
        add_twin(menu, view, "message.receipt", tr("Receipt…"), partial(view.receipt_requested.emit, card.reply))


def add_links(menu: QMenu, view: Transcript, item: Item) -> None:
    """A menu of its own for the links that can be opened, where there are any."""
    if found := dict(islice(_links(item), _MOST)):
        links = menu.addMenu(tr("Links"))
        for address, words in found.items():
            links.addAction(_literally(words), partial(ask_to_open, address, view.theme, view))


def add_codes(menu: QMenu, view: Transcript, item: Item) -> None:
    """A menu of its own for the blocks of code, where there are any."""
    if found := list(islice(_codes(item), _MOST)):
        codes = menu.addMenu(tr("Code"))
        for code in found:
            shown = _literally(_name(code.block))
            codes.addAction(tr("Copy code: {code}").format(code=shown), partial(view.deeds.copy, code))
            words = tr("Unwrap: {code}") if code.wraps else tr("Wrap: {code}")
            codes.addAction(words.format(code=shown), partial(view.deeds.wrap, code))


def add_wishes(menu: QMenu, view: Transcript, message: Message, *, busy: bool) -> None:
    """What makes another branch, or another conversation, of this message."""

    def add(command_id: str, words: str, wish: Wish, *, able: bool = True) -> None:
        add_twin(menu, view, command_id, words, partial(view.wished.emit, message.id, wish)).setEnabled(able)

    if message.is_reply:
        add("message.retry_with", tr("Try again with another model…"), Wish.RETRY_WITH, able=not busy)
    add("message.change", tr("Edit this message…"), Wish.CHANGE, able=not message.is_streaming)
    after = menu.addMenu(tr("Insert after this"))
    after.setEnabled(not message.is_streaming)
    after.addAction(tr("My message…"), partial(view.wished.emit, message.id, Wish.ASK_AFTER))
    after.addAction(tr("A reply…"), partial(view.wished.emit, message.id, Wish.REPLY_AFTER))
    add("message.fork", tr("Fork from here"), Wish.FORK, able=not message.is_streaming)
    add("message.fresh", tr("Start fresh here"), Wish.FRESH)
    add("context.summarise", tr("Summarise what is above…"), Wish.SUMMARISE, able=not busy)


def _links(item: Item) -> Iterator[tuple[str, str]]:
    """Addresses, each with the words that lead there and the host, in the form that the network will use."""
    for leaf in _leaves(item):
        for content in _contents(leaf.block):
            shown = inline(content, leaf.block.links)
            for run in shown.runs:
                if Look.LINK in run.look and (found := link(run.target)):
                    words = first_line(shown.text[run.start : run.end], _WORDS)
                    yield run.target, words if found.where in words else f"{words} ({found.where})"


def _contents(block: Block) -> Iterator[str]:
    """What of the block can hold a link; to read all of a long reply would take too long."""
    inside: Iterable[str] = ()
    if block.kind in {Kind.PARAGRAPH, Kind.HEADING}:
        inside = (block.content,)
    elif block.table is not None:
        inside = chain(block.table.head, *block.table.rows)
    return (content for content in inside if any(sign in content for sign in _SIGNS))


def _codes(item: Item) -> Iterator[Code]:
    return (cast("Code", leaf) for leaf in _leaves(item) if leaf.block.kind is Kind.CODE)


def _leaves(item: Item) -> Iterator[Leaf]:
    return (leaf for body in item.bodies for leaf in body.leaves)


def _name(block: Block) -> str:
    """What tells it from the others: its language, and how it begins."""
    words = first_line(block.content.lstrip().partition("\n")[0], _WORDS) or "…"
    return joined(f"{block.language},", words) if block.language else words


def _literally(words: str) -> str:
    """Without the meaning that a menu gives to an ampersand."""
    return words.replace("&", "&&")
