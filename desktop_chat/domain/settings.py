"""Every setting, declared once: its name in the file, its default, what it may be.

The file, the service and the form follow this table; words for people stay in the window.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from desktop_chat.domain.forms import Form, Kind, Page, choice, number
from desktop_chat.domain.models import Limits
from desktop_chat.domain.money import money_from_text
from desktop_chat.domain.network import Network, ProxyMode, proxy_address
from desktop_chat.domain.policy import DropsFirst, Policy
from desktop_chat.domain.shortcuts import read_shortcuts
from desktop_chat.domain.values import dataclass

T = TypeVar("T")


class ThemeMode(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Language(StrEnum):
    """`SYSTEM` follows the desktop; the others are tags of BCP 47."""

    SYSTEM = "system"
    ENGLISH = "en"
    CHINESE = "zh-CN"


class SendKey(StrEnum):
    ENTER = "enter"
    CTRL_ENTER = "ctrl_enter"


class Density(StrEnum):
    COMFORTABLE = "comfortable"
    COMPACT = "compact"


class Motion(StrEnum):
    """`SYSTEM` moves where the desktop lets things move."""

    SYSTEM = "system"
    REDUCED = "reduced"


class MenuBar(StrEnum):
    """`ON_KEY` shows the menus while a key holds them open."""

    ON_KEY = "on_key"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One setting. `read` makes a value of what the file holds and raises ValueError for what it may not be.

    `form` tells how a person changes it; None for what is in `MEMORY`.
    """

    name: str
    default: T
    read: Callable[[Any], T]
    form: Form | None = None

    def value_in(self, stored: Mapping[str, Any]) -> T:
        """The stored value, or the default where there is none or a bad one."""
        try:
            return self.read(stored[self.name]) if self.name in stored else self.default
        except (ValueError, TypeError):
            return self.default


def between(least: float, most: float) -> Callable[[Any], Any]:
    """Accepts a number of the same type as `least`, both bounds included."""

    def read(value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, (int, type(least))) or not least <= value <= most:
            raise ValueError(value)
        return value

    return read


def flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(value)
    return value


def text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(value)
    return value


def one_of(*names: str) -> Callable[[Any], str]:
    """Accepts these texts alone."""

    def read(value: Any) -> str:
        if value not in names:
            raise ValueError(value)
        return str(value)

    return read


def texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)):
        raise ValueError(value)
    return tuple(text(one) for one in value)


def money(value: Any) -> str:
    """An amount as `money_text` writes it, or nothing for no amount."""
    if value != "" and (not isinstance(value, str) or money_from_text(value) is None):
        raise ValueError(value)
    return str(value)


def _seconds(name: str, default: float, most: float) -> Setting[float]:
    return Setting(name, default, between(1.0, most), number(Page.NETWORK, 1, most))


def _counted(name: str, page: Page, most: int) -> Setting[int]:
    return Setting(name, 0, between(0, most), number(page, 0, most, empty_is_none=True))


THEME = Setting("appearance.theme", ThemeMode.SYSTEM, ThemeMode, choice(Page.APPEARANCE, *ThemeMode))
LANGUAGE = Setting("appearance.language", Language.SYSTEM, Language, choice(Page.GENERAL, *Language))
TEXT_SIZE: Setting[int] = Setting("appearance.text_size", 15, between(13, 24), number(Page.APPEARANCE, 13, 24))
DENSITY = Setting("appearance.density", Density.COMFORTABLE, Density, choice(Page.APPEARANCE, *Density))
MOTION = Setting("appearance.motion", Motion.SYSTEM, Motion, choice(Page.APPEARANCE, *Motion))
MENU_BAR = Setting("window.menu_bar", MenuBar.ON_KEY, MenuBar, choice(Page.GENERAL, *MenuBar))
SHORTCUTS = Setting[dict[str, tuple[str, ...]]](
    "keyboard.shortcuts", {}, read_shortcuts, Form(Page.KEYBOARD, Kind.MAP, is_own=True)
)
TRAY = Setting("desktop.tray", False, flag, Form(Page.GENERAL, Kind.SWITCH))
CLOSE_TO_TRAY = Setting(
    "desktop.close_to_tray", False, flag, Form(Page.GENERAL, Kind.SWITCH, only_if=(TRAY.name, True))
)
GLOBAL_KEY = Setting("desktop.global_key", False, flag, Form(Page.KEYBOARD, Kind.SWITCH))
NOTIFY = Setting("desktop.notify", True, flag, Form(Page.GENERAL, Kind.SWITCH))
NOTIFY_TEXT = Setting("desktop.notify_text", False, flag, Form(Page.GENERAL, Kind.SWITCH, only_if=(NOTIFY.name, True)))
SEND_KEY = Setting("composer.send_key", SendKey.ENTER, SendKey, choice(Page.KEYBOARD, *SendKey))
WARN_OF_KEYS = Setting("composer.warn_of_keys", True, flag, Form(Page.GENERAL, Kind.SWITCH))
SIDEBAR_SHOWN = Setting("window.sidebar_shown", True, flag)
SIDEBAR_WIDTH: Setting[int] = Setting("window.sidebar_width", 264, between(200, 420))
CONTEXT_SHOWN = Setting("window.context_shown", False, flag)
CONTEXT_WIDTH: Setting[int] = Setting("window.context_width", 376, between(320, 560))
WINDOW_GEOMETRY = Setting("window.geometry", "", text)
OPEN_CONVERSATION = Setting("window.open_conversation", "", text)
OPEN_FOLDERS: Setting[tuple[str, ...]] = Setting("window.open_folders", (), texts)
SETTINGS_PAGE = Setting("window.settings_page", Page.GENERAL, Page)
# What a new conversation begins with; 0 stands for "all" and for "no budget".
NEW_SYSTEM_PROMPT = Setting("new.system_prompt", "", text, Form(Page.CONTEXT, Kind.PROSE))
NEW_KEEP_LAST = _counted("new.keep_last", Page.CONTEXT, 1_000_000)
NEW_TOKEN_BUDGET = _counted("new.token_budget", Page.CONTEXT, 1_000_000_000)
NEW_DROPS_FIRST = Setting("new.drops_first", DropsFirst.OLDEST, DropsFirst, choice(Page.CONTEXT, *DropsFirst))
PROXY = Setting("network.proxy", ProxyMode.SYSTEM, ProxyMode, choice(Page.NETWORK, *ProxyMode))
PROXY_ADDRESS = Setting(
    "network.proxy_address", "", proxy_address, Form(Page.NETWORK, Kind.TEXT, only_if=(PROXY.name, ProxyMode.OWN))
)
CA_FILE = Setting("network.ca_file", "", text, Form(Page.NETWORK, Kind.FILE))
CONNECT_TIMEOUT = _seconds("requests.connect_timeout_s", 10.0, 120.0)
FIRST_BYTE_TIMEOUT = _seconds("requests.first_byte_timeout_s", 60.0, 3600.0)
IDLE_TIMEOUT = _seconds("requests.idle_timeout_s", 90.0, 3600.0)
MAX_RETRIES: Setting[int] = Setting("requests.max_retries", 2, between(0, 5), number(Page.NETWORK, 0, 5))
DAY_LIMIT = Setting("spending.day_limit", "", money, Form(Page.PRICES, Kind.MONEY, is_own=True))
CONVERSATION_LIMIT = Setting("spending.conversation_limit", "", money, Form(Page.PRICES, Kind.MONEY, is_own=True))
# How the last export was made.
EXPORT_FORMAT = Setting("export.format", "markdown", one_of("markdown", "html", "pdf", "json"))
EXPORT_PROFILE = Setting("export.profile", "plain", one_of("plain", "obsidian", "pandoc"))
EXPORT_TREE = Setting("export.tree", False, flag)
EXPORT_FILES = Setting("export.files", True, flag)
EXPORT_TRAILER = Setting("export.trailer", False, flag)
EXPORT_PLACE = Setting("export.place", "", text)
MIRROR_ON = Setting("mirror.on", False, flag, Form(Page.DATA, Kind.SWITCH))
MIRROR_FOLDER = Setting("mirror.folder", "", text, Form(Page.DATA, Kind.FOLDER))
MIRROR_PROFILE = Setting(
    "mirror.profile",
    "plain",
    one_of("plain", "obsidian"),
    choice(Page.DATA, "plain", "obsidian"),
)

SETTINGS: tuple[Setting[Any], ...] = (
    THEME,
    LANGUAGE,
    TEXT_SIZE,
    DENSITY,
    MOTION,
    MENU_BAR,
    TRAY,
    CLOSE_TO_TRAY,
    GLOBAL_KEY,
    NOTIFY,
    NOTIFY_TEXT,
    SHORTCUTS,
    SEND_KEY,
    WARN_OF_KEYS,
    SIDEBAR_SHOWN,
    SIDEBAR_WIDTH,
    CONTEXT_SHOWN,
    CONTEXT_WIDTH,
    WINDOW_GEOMETRY,
    OPEN_CONVERSATION,
    OPEN_FOLDERS,
    SETTINGS_PAGE,
    NEW_SYSTEM_PROMPT,
    NEW_KEEP_LAST,
    NEW_TOKEN_BUDGET,
    NEW_DROPS_FIRST,
    PROXY,
    PROXY_ADDRESS,
    CA_FILE,
    CONNECT_TIMEOUT,
    FIRST_BYTE_TIMEOUT,
    IDLE_TIMEOUT,
    MAX_RETRIES,
    DAY_LIMIT,
    CONVERSATION_LIMIT,
    EXPORT_FORMAT,
    EXPORT_PROFILE,
    EXPORT_TREE,
    EXPORT_FILES,
    EXPORT_TRAILER,
    EXPORT_PLACE,
    MIRROR_ON,
    MIRROR_FOLDER,
    MIRROR_PROFILE,
)
MEMORY: frozenset[str] = frozenset(
    one.name
    for one in (
        *(SIDEBAR_SHOWN, SIDEBAR_WIDTH, CONTEXT_SHOWN, CONTEXT_WIDTH, WINDOW_GEOMETRY),
        *(OPEN_CONVERSATION, OPEN_FOLDERS, SETTINGS_PAGE),
        *(EXPORT_FORMAT, EXPORT_PROFILE, EXPORT_TREE, EXPORT_FILES, EXPORT_TRAILER, EXPORT_PLACE),
    )
)
"""What the windows remember of how they were left; nobody sets it in a form."""


class Settings(Protocol):
    """Where settings have values."""

    def get(self, setting: Setting[T], /) -> T: ...


def limits_from(settings: Settings) -> Limits:
    """What the client allows a request, and the way that it takes."""
    return Limits(
        connect_timeout_s=settings.get(CONNECT_TIMEOUT),
        first_byte_timeout_s=settings.get(FIRST_BYTE_TIMEOUT),
        idle_timeout_s=settings.get(IDLE_TIMEOUT),
        max_retries=settings.get(MAX_RETRIES),
        network=network_from(settings),
    )


def network_from(settings: Settings) -> Network:
    return Network(settings.get(PROXY), settings.get(PROXY_ADDRESS), settings.get(CA_FILE))


def first_policy(settings: Settings) -> Policy:
    """The rules that a new conversation begins with."""
    return Policy(
        system_prompt=settings.get(NEW_SYSTEM_PROMPT),
        keep_last=settings.get(NEW_KEEP_LAST) or None,
        token_budget=settings.get(NEW_TOKEN_BUDGET) or None,
        drops_first=settings.get(NEW_DROPS_FIRST),
    )
