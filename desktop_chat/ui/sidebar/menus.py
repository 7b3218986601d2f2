"""The menus of the list: of conversations, of a folder, of the list itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop_chat.domain.folders import parent_of
from desktop_chat.domain.messages import ConversationId
from desktop_chat.domain.values import dataclass
from desktop_chat.ui.commands import add_twin, key_of
from desktop_chat.ui.sidebar import keys
from desktop_chat.ui.sidebar.ordering import Ordering
from desktop_chat.ui.sidebar.placing import Part
from desktop_chat.words.catalogue import tr, trn
from desktop_chat.words.times import count

Do = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Own:
    """What the list itself does for a menu."""

    rename: Do
    move: Do
    export: Do


def _menu(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def _offer(menu: QMenu, words: str, do: Do, key: str = "") -> QAction:
    action = menu.addAction(words)
    action.triggered.connect(lambda _: do())
    if key:
        # Shown only: the list or the window answers to the key itself.
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setShortcutVisibleInContextMenu(True)
    return action


def menu_of_conversations(
    parent: QWidget, part: Part, ids: Sequence[ConversationId], ordering: Ordering, own: Own
) -> QMenu:
    """For one, or for all that are picked; several are counted at the top."""
    menu = _menu(parent)
    if (n := len(ids)) > 1:
        words = trn("{n} conversation", "{n} conversations", n).format(n=count(n))
        menu.addAction(words).setEnabled(False)
        menu.addSeparator()
    if part is Part.TRASH:
        _offer(menu, tr("Restore"), lambda: ordering.restore(ids))
        menu.addSeparator()
        _offer(menu, tr("Delete for good…"), lambda: ordering.delete_for_good(ids, parent), keys.REMOVE)
        return menu
    if n == 1:
        _offer(menu, tr("Rename"), own.rename, keys.RENAME)
    if part is Part.LIST:
        words = tr("Unpin") if ordering.are_pinned(ids) else tr("Pin")
        add_twin(menu, parent, "conversation.pin", words, lambda: ordering.pin(ids))
        add_twin(menu, parent, "conversation.move", tr("Move to a folder…"), own.move)
    words = tr("Archive") if part is Part.LIST else tr("Back to the list")
    add_twin(menu, parent, "conversation.archive", words, lambda: ordering.archive(ids))
    _offer(menu, tr("Mark as unread"), lambda: ordering.mark_unread(ids))
    if n == 1:
        menu.addSeparator()
        add_twin(menu, parent, "conversation.duplicate", tr("Duplicate"), lambda: ordering.duplicate(ids))
        add_twin(menu, parent, "conversation.export", tr("Export…"), own.export)
    menu.addSeparator()
    _offer(menu, tr("Move to the trash"), lambda: ordering.trash(ids), keys.REMOVE)
    return menu


def menu_of_folder(parent: QWidget, path: str, ordering: Ordering, rename: Callable[[str], None]) -> QMenu:
    menu = _menu(parent)
    _offer(menu, tr("Rename"), lambda: rename(path), keys.RENAME)
    if parent_of(path) is None:
        _offer(
            menu, tr("New folder inside"), lambda: ordering.new_folder(path), key_of(parent, "conversation.new_folder")
        )
    menu.addSeparator()
    _offer(menu, tr("Remove the folder"), lambda: ordering.remove_folder(path), keys.REMOVE)
    return menu


def menu_of_list(parent: QWidget, ordering: Ordering) -> QMenu:
    """Where there is no row."""
    menu = _menu(parent)
    add_twin(menu, parent, "conversation.new_folder", tr("New folder"), ordering.new_folder)
    return menu
