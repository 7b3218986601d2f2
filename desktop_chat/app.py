"""The window's composition root: builds every object once, passes each what it needs, closes them in reverse order.

The window is shown before `requests` and `keyring` are loaded (about a tenth of a second each): services know both by
their protocols only, and the functions handed to them here import when first called, in a thread of their own.
"""

import logging
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from contextlib import closing as ended
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from desktop_chat import __version__, logs, paths
from desktop_chat.desktop.instance import Door
from desktop_chat.desktop.opened_files import OpenedFiles
from desktop_chat.desktop.signals import Signals
from desktop_chat.domain import settings
from desktop_chat.domain.encryption import Conversion, StoreLocked
from desktop_chat.domain.errors import ChatError, SettingsDamaged, StoreDamaged
from desktop_chat.domain.messages import Conversation
from desktop_chat.domain.models import Request
from desktop_chat.domain.settings import first_policy
from desktop_chat.domain.streaming import Cancel, Sink
from desktop_chat.domain.wishes import Wish
from desktop_chat.providers.cancellation import Cancellation
from desktop_chat.services.access import Access
from desktop_chat.services.accounts import Accounts
from desktop_chat.services.asking import Asking
from desktop_chat.services.attaching import Attaching, Picture
from desktop_chat.services.background import Background
from desktop_chat.services.bundle import Services
from desktop_chat.services.chat import Chat
from desktop_chat.services.examining import Examining
from desktop_chat.services.filing import Filing
from desktop_chat.services.folders import Folders
from desktop_chat.services.importing import Importing
from desktop_chat.services.library import Library
from desktop_chat.services.local_model import LocalModel, ModelServer
from desktop_chat.services.mirror import Mirroring
from desktop_chat.services.outbox import Outbox
from desktop_chat.services.preferences import Preferences
from desktop_chat.services.presets import Presets
from desktop_chat.services.relay import Relay
from desktop_chat.services.replies import Replies
from desktop_chat.services.rules import Rules
from desktop_chat.services.safekeeping import Safekeeping
from desktop_chat.services.sealing import Sealing
from desktop_chat.services.search import Search
from desktop_chat.services.spending import Spending
from desktop_chat.services.streams import Streams
from desktop_chat.services.summaries import Summaries
from desktop_chat.services.titles import Titles
from desktop_chat.services.transfers import Order, Transfers
from desktop_chat.services.undoing import Undoing
from desktop_chat.services.watch import Watch
from desktop_chat.storage.secrets import Secrets
from desktop_chat.storage.settings_file import SettingsFile
from desktop_chat.storage.shipped_prices import ShippedPrices
from desktop_chat.storage.store import Store, open_store
from desktop_chat.ui import between_lives
from desktop_chat.ui.collecting import Collecting
from desktop_chat.ui.crash_dialog import CrashDialog, tell_and_wait
from desktop_chat.ui.dressing import LOOKS, dress
from desktop_chat.ui.look import Theme
from desktop_chat.ui.main_window import MainWindow
from desktop_chat.words import catalogue

if TYPE_CHECKING:
    from desktop_chat.services.own_command import OwnCommand
    from desktop_chat.services.prompts import Prompts
    from desktop_chat.transfer.printing import Pages
    from desktop_chat.ui.desk.desk import Desk

_log = logging.getLogger(__name__)

_Desk = tuple[Door, Wish, OpenedFiles | None]
# What the event loop ends with, beside the exit statuses.
REPAIR, DAMAGED, CONVERT = 1001, 1002, 1003
_SETTINGS_FILE = "settings.json"
_CLEAR_OUT_EVERY_MS = 60_000
_INDEX_AFTER_MS = 2000  # when the window has long been seen
_DESK_AFTER_MS = 150  # when it is seen for the first time


def main(
    data_dir: Path | None = None,
    shown: Callable[[], None] = lambda: None,
    door: Door = Door(),  # noqa: B008 - one that leads nowhere
    wish: Wish = Wish(),  # noqa: B008 - frozen
) -> int:
    """Opens the window, calls `shown` and runs until it is closed; returns the exit status."""
    directory = paths.data_directory(data_dir)
    theme, app = _begin()
    opened = OpenedFiles(app) if sys.platform == "darwin" else None
    with ended(door):
        while True:
            orders: list[Conversion] = []
            try:
                status = _live(theme, directory, shown, (door, wish, opened), orders)
            except StoreLocked:
                if not between_lives.unlock(theme, directory):
                    return 0
                continue  # what the start wishes is still to be done
            except ChatError as error:
                _log.error("The window could not open: %s", error.kind)
                if not isinstance(error, StoreDamaged):
                    tell_and_wait(error, theme)
                    return 1
                status = DAMAGED
            if status not in (REPAIR, DAMAGED, CONVERT):
                return status
            if status == CONVERT:
                between_lives.convert(theme, directory, orders[-1])
            elif not between_lives.repair(theme, directory) and status == DAMAGED:
                return 1
            wish = Wish()


def _live(theme: Theme, directory: Path, shown: Callable[[], None], desk: "_Desk", orders: list[Conversion]) -> int:
    """One life of the window; the exit status, or `REPAIR`, or `CONVERT` for the last of `orders`. Raises `StoreError`
    kinds.
    """
    app, is_quick = QApplication.instance(), desk[1].quick_ask
    assert isinstance(app, QApplication)
    with ExitStack() as closing:
        store = closing.enter_context(open_store(directory))
        logs.start(paths.log_directory(directory))
        closing.callback(logs.stop)
        run = Run(theme, store, directory, closing)
        closing.enter_context(CrashDialog(run.window, run.window.remember, theme).hooked())
        closing.callback(run.leave_the_desk)
        run.window.pane.repair_requested.connect(lambda: app.exit(REPAIR))
        run.services.sealing.wished.connect(orders.append)
        run.services.sealing.wished.connect(lambda: app.exit(CONVERT))
        if not is_quick:
            run.window.show()
        closing.enter_context(Signals(app.quit))  # while the window system makes the window
        QTimer.singleShot(0 if is_quick else _DESK_AFTER_MS, run, lambda: run.take_the_desk(*desk))
        shown()
        return app.exec()


def tell(error: ChatError) -> int:
    """Says why there will be no window; returns the exit status."""
    tell_and_wait(error, _begin()[0])
    return 1


def _begin() -> tuple[Theme, QApplication]:
    """Qt, and the words and looks in which anything at all can be said."""
    if sys.platform == "linux":
        from desktop_chat.desktop.on_linux import help_qt_on_linux

        help_qt_on_linux()
    app = QApplication.instance() or QApplication(["desktop-chat", *sys.argv[1:]])  # X11 calls its windows so
    assert isinstance(app, QApplication)
    app.setApplicationName("Desktop Chat")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("desktop-chat")
    theme = Theme(app)
    catalogue.load(paths.translations())
    _speak(theme, settings.LANGUAGE.default)
    return theme, app


class Run(QObject):
    """One life of the window: everything behind it, built in order; `closing` ends it in reverse."""

    def __init__(self, theme: Theme, store: Store, directory: Path, closing: ExitStack) -> None:
        super().__init__()
        self._theme = theme
        self._store = store
        self._directory = directory
        self._background = Background(Relay(self))
        self._damaged: list[SettingsDamaged] = []
        self._desk: Desk | None = None
        self.services = self._build(closing)
        for follow in (self._fold_what_others_left, self.services.library.refresh):
            self.services.watch.changed.connect(follow)
        self._follow_preferences()
        self.window = MainWindow(self.services, theme)
        self.window.view.licences = paths.licences()
        closing.callback(Collecting(self).close)
        closing.callback(self._bury_window)
        self.services.preferences.changed.connect(self._apply)
        self.services.library.conversation_changed.connect(self._prepare)
        clearing_out = QTimer(self, interval=_CLEAR_OUT_EVERY_MS)
        clearing_out.timeout.connect(self.services.filing.clear_out)
        indexing = QTimer(self, interval=_INDEX_AFTER_MS, singleShot=True)
        indexing.timeout.connect(self._start_indexing)
        for timer in (clearing_out, indexing):
            timer.start()
            closing.callback(timer.stop)
        for damage in self._damaged:
            self.window.show_trouble(damage)

    def take_the_desk(self, door: Door, wish: Wish, opened: OpenedFiles | None = None) -> None:
        """From here on the desktop around the window is served too."""
        from desktop_chat.ui.desk.desk import Desk  # nothing of it is seen at the start

        self._desk = Desk(self.window, self._background, door.address, str(paths.icon()))
        self.window.desk.fulfil(wish)
        if opened is not None:
            opened.opened.connect(self.window.desk.answer)
            self.window.desk.fulfil(opened.waiting())

    def leave_the_desk(self) -> None:
        if self._desk is not None:
            self._desk.close()

    @Slot()
    def _start_indexing(self) -> None:
        for job in (self._store.start_indexing, _load_what_a_key_opens):
            self._background.run(job, lambda _: None, lambda _: None)

    def _build(self, closing: ExitStack) -> Services:
        store, background = self._store, self._background
        preferences = closing.enter_context(ended(Preferences(self._settings_file(), background, self)))
        local_model = LocalModel(_local_server, lambda: paths.bundled_model(self._directory))
        closing.callback(background.close)
        closing.callback(local_model.close)  # before the pool, where somebody may wait for a model to be loaded
        watch = closing.enter_context(ended(Watch(store.database.changed_elsewhere, background.is_settled, self)))
        accounts, examining = self._accounts(closing, preferences, Access(Secrets(), local_model))
        library = Library(store.conversations, store.days, background, self, partial(first_policy, preferences))
        replies, spending = self._replies(closing, preferences), self._spending(preferences, watch)
        chat = Chat(store, library, accounts, replies, spending, background)
        chat.setParent(self)
        folders, filing, undoing = self._order(library)
        rules = Rules(chat, library, undoing, preferences, self)
        return Services(
            accounts,
            Attaching(store.attachments, _read_picture, background, self),
            chat,
            examining,
            filing,
            folders,
            self._importing(closing, library, filing, watch),
            library,
            local_model,
            closing.enter_context(ended(Mirroring(self._own_command, library, preferences, background, self))),
            preferences,
            Presets(store.presets, background, self),
            cache(self._prompts),
            replies,
            rules,
            closing.enter_context(ended(Safekeeping(store, background, self))),
            Sealing(self._directory, background, self),
            Search(store, background, self),
            spending,
            Summaries(chat, rules, library, self),
            Titles(chat, library, filing, self),
            closing.enter_context(ended(Transfers(self._own_command, self._pages, background, self))),
            undoing,
            watch,
        )

    def _accounts(self, closing: ExitStack, preferences: Preferences, access: Access) -> tuple[Accounts, Examining]:
        asking = closing.enter_context(ended(Asking(preferences)))
        accounts = Accounts(self._store.endpoints, access, self._background, asking.models, self)
        return accounts, Examining(accounts, asking.examine, self._background, self)

    def _prompts(self) -> "Prompts":
        from desktop_chat.services.prompts import Prompts

        return Prompts(self._store.prompts, self._background, self)

    def _pages(self, order: Order) -> "Pages":
        from desktop_chat.cli.exporting import pages_of

        return pages_of(self._store, order.conversation_id or "", (order.first, order.last), order.options)

    def _own_command(self, arguments: Sequence[str]) -> "OwnCommand":
        from desktop_chat.services.own_command import OwnCommand

        return OwnCommand(self._directory, catalogue.current(), arguments)

    def _importing(self, closing: ExitStack, library: Library, filing: Filing, watch: Watch) -> Importing:
        read = self._store.conversations.get_each
        importing = Importing(self._own_command, read, library, filing, watch, self._background)
        importing.setParent(self)
        return closing.enter_context(ended(importing))

    def _order(self, library: Library) -> tuple[Folders, Filing, Undoing]:
        folders = Folders(self._store.folders, library, self._background, self)
        filing = Filing(self._store.conversations, library, folders, self._background, self)
        return folders, filing, Undoing(library, filing, self)

    def _replies(self, closing: ExitStack, preferences: Preferences) -> Replies:
        outbox = Outbox(self)
        closing.callback(outbox.close)
        streams = Streams(_complete, self._store.journal, outbox, Cancellation, self)
        closing.callback(streams.close)
        return Replies(streams, self._store.journal, outbox, partial(settings.limits_from, preferences), self)

    def _spending(self, preferences: Preferences, watch: Watch) -> Spending:
        spending = Spending(self._store, preferences.get, ShippedPrices(paths.prices()), self._background, self)
        watch.changed.connect(spending.forget)
        preferences.changed.connect(spending.follow)
        return spending

    @Slot(object)
    def _prepare(self, conversation: Conversation) -> None:
        """Somebody writes. What the reply will need is loaded meanwhile, not while its first word is waited for."""
        if conversation.draft or conversation.draft_edit:
            self.services.library.conversation_changed.disconnect(self._prepare)
            self._background.run(_load_what_a_reply_needs, lambda _: None, lambda _: None)

    @Slot()
    def _fold_what_others_left(self) -> None:
        """A command line that was killed while it wrote a reply leaves nobody to say that the reply has ended."""
        self._background.when(self._store.recover(), self._tell_folded, self._keep_quiet)

    def _tell_folded(self, replies: tuple[str, ...]) -> None:
        if replies:
            self.services.watch.changed.emit()

    def _keep_quiet(self, error: ChatError) -> None:
        _log.warning("What another process left could not be folded: %s", error.kind)

    def _settings_file(self) -> SettingsFile:
        file = SettingsFile(self._directory / _SETTINGS_FILE)
        try:
            file.load()
        except SettingsDamaged as error:  # kept beside; the window says so once it is there
            self._damaged.append(error)
        return file

    def _follow_preferences(self) -> None:
        for setting in (settings.LANGUAGE, *LOOKS):
            self._apply_look(setting.name)

    @Slot(str)
    def _apply(self, name: str) -> None:
        self._apply_look(name)
        if name == settings.LANGUAGE.name:
            self.window.retranslate()

    def _apply_look(self, name: str) -> None:
        if name == settings.LANGUAGE.name:
            _speak(self._theme, self.services.preferences.get(settings.LANGUAGE))
        else:
            dress(self._theme, self.services.preferences, name)

    def _bury_window(self) -> None:
        self.window.remember()
        self.window.hide()
        self.window.desk.close()
        self.window.deleteLater()


def _complete(request: Request, key: str | None, sink: Sink, cancel: Cancel) -> None:
    from desktop_chat.providers.client import ChatProvider

    assert isinstance(cancel, Cancellation)
    ChatProvider().complete(request, key, sink, cancel)


def _load_what_a_key_opens() -> None:
    """A receipt is there as soon as somebody wants one, the first too, though no start waits for it."""
    from desktop_chat.ui.receipt import window  # noqa: F401


def _load_what_a_reply_needs() -> None:
    from desktop_chat.providers import client  # noqa: F401 - `requests` is half of it
    from desktop_chat.ui.transcript import reading

    reading.load()


def _read_picture(name: str, content: bytes) -> Picture | None:
    from desktop_chat.ui.pictures import read_picture

    return read_picture(name, content)


def _local_server(model: Path) -> ModelServer:
    from desktop_chat.providers.local.process import LocalServer

    return LocalServer(model)


def _speak(theme: Theme, language: settings.Language) -> None:
    tag = catalogue.language_for(language, QLocale.system().name())
    catalogue.use(tag)
    sides = Qt.LayoutDirection
    QApplication.setLayoutDirection(sides.RightToLeft if catalogue.is_mirrored() else sides.LeftToRight)
    theme.set_language(tag)
