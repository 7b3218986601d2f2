"""Every command of the window, one row each. Menus, shortcuts, palette and keyboard map are views of this table.

A shortcut is a character with what is held beside it, not a place on the keyboard. Qt asks the layout which characters
the pressed key writes, with each of Shift and AltGr and without them, and compares them all: `Ctrl+/` is two keys on an
American keyboard and three on a German one, where the stroke needs Shift. While a layout without Latin letters is
chosen, it asks the next one that has them, so `Ctrl+N` stays where it was.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop_chat.domain.shortcuts import KeyMap
from desktop_chat.domain.values import dataclass
from desktop_chat.words.catalogue import tr

_NATIVE = QKeySequence.SequenceFormat.NativeText


@dataclass(frozen=True, slots=True)
class Command:
    """What can be done. `title` and `group` are English sources, shown through `tr`; `group` "" keeps it out of menus.

    `why_not` is asked when a menu opens and when a key is pressed; the key of a command that cannot run says why.
    `checked` makes it a choice that a menu marks while it holds. One that `leads` begins a new part of its menu.
    """

    id: str
    group: str
    title: str
    shortcuts: tuple[str, ...]
    run: Callable[[], None]
    why_not: Callable[[], str] = lambda: ""
    """Why it cannot run now, in words that may follow its name; "" where it can."""
    checked: Callable[[], bool] | None = None
    repeats: bool = False
    leads: bool = False
    number: int | None = None
    """Which of several alike; its title has a place for it."""
    fixed: bool = False
    """Its keys mean the same everywhere, so they cannot be others."""
    opposite: str = ""
    """What it is called while it is `checked`, where it then takes back what it did; English, as the title."""

    def name(self) -> str:
        """The title in the language that is spoken now."""
        title = tr(self.title)
        return title if self.number is None else title.format(n=self.number)

    def name_now(self) -> str:
        """The same, of what it would do now."""
        return tr(self.opposite) if self.opposite and self.checked is not None and self.checked() else self.name()

    @property
    def is_choice(self) -> bool:
        """Whether menus mark it while it holds."""
        return self.checked is not None and not self.opposite


@cache
def native(keys: str) -> str:
    """As a person of this system writes them; the larger of the two keys is Enter too, as keyboards have it."""
    return QKeySequence(keys).toString(_NATIVE).replace("Return", "Enter")


def portable(keys: str) -> str:
    """As they are kept: the same text for the same keys."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText)


def key_of(widget: QWidget, command_id: str) -> str:
    """The first shortcut that this command of the widget's window has now, as a person writes it; "" for none."""
    return native(_shortcut_of(widget, command_id).toString())


def _shortcut_of(widget: QWidget, command_id: str) -> QKeySequence:
    where = Qt.FindChildOption.FindDirectChildrenOnly
    action = widget.window().findChild(QAction, command_id, where)
    return action.shortcut() if action is not None else QKeySequence()


def add_twin(menu: QMenu, host: QWidget, command_id: str, words: str, do: Callable[[], object]) -> QAction:
    """What a command of the host's window does, for something else than is open there: called as the command is now,
    with its key. The key is only shown: the window answers to it.
    """
    action = menu.addAction(words)
    action.setObjectName(command_id)
    action.setShortcut(_shortcut_of(host, command_id))
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.setShortcutVisibleInContextMenu(True)
    action.triggered.connect(lambda _: do())
    return action


class CommandTable:
    """The commands as actions of one window."""

    def __init__(
        self, window: QWidget, commands: Iterable[Command], tell: Callable[[str], None] = lambda words: None
    ) -> None:
        """`tell` says to the person why a command does nothing."""
        self._window, self._tell = window, tell
        self.commands = tuple(commands)
        usual = {command.id: tuple(map(portable, command.shortcuts)) for command in self.commands}
        self.keymap = KeyMap(usual, {})
        self._actions = {command.id: self._action(command) for command in self.commands}

    def action(self, command_id: str) -> QAction:
        return self._actions[command_id]

    def keys(self, command_id: str) -> str:
        """The first shortcut as a person writes it, "" where there is none."""
        return native(self._actions[command_id].shortcut().toString())

    def all_keys(self, command_id: str) -> tuple[str, ...]:
        """All its shortcuts, as a person writes them."""
        return tuple(native(keys.toString()) for keys in self._actions[command_id].shortcuts())

    def bind(self, own: Mapping[str, tuple[str, ...]]) -> None:
        """From now on these commands have these keys, and all others the usual ones."""
        if own == self.keymap.own:
            return
        before, self.keymap = self.keymap.all(), KeyMap(self.keymap.usual, dict(own))
        for command_id, keys in self.keymap.all().items():
            if keys != before[command_id]:
                self._actions[command_id].setShortcuts([QKeySequence(key) for key in keys])

    def run(self, command_id: str) -> None:
        self._actions[command_id].trigger()

    def menu(self) -> QMenu:
        """All groups as submenus, as things are now. It deletes itself when closed."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for group in self.groups():
            self.fill(menu.addMenu(tr(group)), group)
        menu.aboutToHide.connect(self.enable_all)
        return menu

    def groups(self) -> tuple[str, ...]:
        """The English sources of the menus' titles, in order."""
        return tuple(dict.fromkeys(command.group for command in self.commands if command.group))

    def fill(self, menu: QMenu, group: str) -> None:
        """Puts the commands of that group in, as things are now; once it is closed `enable_all` is to be called."""
        for command in self.commands:
            if command.group == group:
                if command.leads:
                    menu.addSeparator()
                menu.addAction(self._now(command))

    def retranslate(self) -> None:
        for command in self.commands:
            self._actions[command.id].setText(command.name())

    def _action(self, command: Command) -> QAction:
        action = QAction(command.name(), self._window)
        action.setObjectName(command.id)
        action.setShortcuts([QKeySequence(keys) for keys in command.shortcuts])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setAutoRepeat(command.repeats)
        action.setCheckable(command.is_choice)
        action.setMenuRole(QAction.MenuRole.NoRole)  # a title is no hint where macOS should put a command
        action.triggered.connect(lambda: self._run(command))
        self._window.addAction(action)
        return action

    def _run(self, command: Command) -> None:
        if obstacle := command.why_not():
            self._tell(tr("{command}: {obstacle}").format(command=command.name().rstrip("…"), obstacle=obstacle))
        else:
            command.run()

    def _now(self, command: Command) -> QAction:
        action = self._actions[command.id]
        action.setEnabled(not command.why_not())
        action.setText(command.name_now())
        if command.is_choice and command.checked is not None:
            action.setChecked(command.checked())
        return action

    def enable_all(self) -> None:
        # A disabled action swallows no key, but what it depends on may have changed by the time the key is pressed.
        for action in self._actions.values():
            action.setEnabled(True)
        self.retranslate()
