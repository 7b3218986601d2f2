"""The words of the settings, by page and by setting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from desktop_chat.domain import settings
from desktop_chat.domain.forms import Page
from desktop_chat.domain.network import ProxyMode
from desktop_chat.domain.settings import Density, Language, MenuBar, Motion, SendKey, ThemeMode
from desktop_chat.domain.values import dataclass
from desktop_chat.ui.context.policy_words import FIRST_TO_GO
from desktop_chat.ui.exporting.choice import PROFILES
from desktop_chat.ui.icons import Icon
from desktop_chat.words.catalogue import later


@dataclass(frozen=True, slots=True)
class Words:
    """English sources, shown through `tr`. `unit` stands behind a number, `nothing` in an empty field."""

    label: str
    about: str = ""
    unit: str = ""
    nothing: str = ""
    refusal: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)


PAGES: Mapping[Page, tuple[str, Icon]] = {
    Page.GENERAL: (later("General"), Icon.SETTINGS),
    Page.ENDPOINTS: (later("Endpoints"), Icon.ENDPOINT),
    Page.PRICES: (later("Models and prices"), Icon.PRICES),
    Page.CONTEXT: (later("Context"), Icon.CONTEXT),
    Page.APPEARANCE: (later("Appearance"), Icon.APPEARANCE),
    Page.KEYBOARD: (later("Keyboard"), Icon.KEYBOARD),
    Page.NETWORK: (later("Network and proxy"), Icon.NETWORK),
    Page.DATA: (later("Data and backups"), Icon.DATA),
}

# What else can be found on the pages.
BESIDE: tuple[tuple[Page, str], ...] = (
    (Page.ENDPOINTS, later("API key")),
    (Page.ENDPOINTS, later("Default model")),
    (Page.ENDPOINTS, later("Local model")),
    (Page.ENDPOINTS, later("Test")),
    (Page.ENDPOINTS, later("Wait at most")),
    (Page.DATA, later("Data folder")),
)

_SECONDS = later("seconds")

WORDS: Mapping[str, Words] = {
    settings.LANGUAGE.name: Words(
        later("Language"),
        choices={
            Language.SYSTEM: later("Language of the system"),
            Language.ENGLISH: "English",
            Language.CHINESE: "简体中文",
        },
    ),
    settings.MENU_BAR.name: Words(
        later("Menu bar"),
        choices={MenuBar.ON_KEY: later("While Alt or F10 holds it open"), MenuBar.ALWAYS: later("Always")},
    ),
    settings.TRAY.name: Words(
        later("A sign in the tray"), later("It shows and hides the window, on desktops that have a tray.")
    ),
    settings.CLOSE_TO_TRAY.name: Words(
        later("Closing the window only hides it"), later("The program goes on; the sign in the tray ends it.")
    ),
    settings.GLOBAL_KEY.name: Words(
        later("Quick ask by a key of the whole desktop"),
        later(
            "Ctrl+Alt+Space, where the system offers it; Linux asks you first, macOS has none. Else bind"
            " “desktop-chat --quick-ask” in the keyboard settings of the desktop."
        ),
    ),
    settings.WARN_OF_KEYS.name: Words(
        later("Ask before a key is sent"),
        later("A message is held back that looks as if it held a private key, the key of a service or a password."),
    ),
    settings.NOTIFY.name: Words(
        later("Tell when a reply has ended"), later("By a notification of the desktop, unless the reply is being read.")
    ),
    settings.NOTIFY_TEXT.name: Words(
        later("With the beginning of the reply"), later("Others may see the screen, and a locked one may show it too.")
    ),
    settings.THEME.name: Words(
        later("Colours"),
        later("High contrast always follows the system."),
        choices={
            ThemeMode.SYSTEM: later("Colours after the system"),
            ThemeMode.LIGHT: later("Light"),
            ThemeMode.DARK: later("Dark"),
        },
    ),
    settings.TEXT_SIZE.name: Words(
        later("Text size"),
        later("Of messages, from 13 to 24. Buttons and lists follow the font size of the system."),
        unit=later("pixels"),
    ),
    settings.DENSITY.name: Words(
        later("Density"),
        later("Compact leaves less room between rows and messages. The text stays as large as it is."),
        choices={Density.COMFORTABLE: later("Comfortable"), Density.COMPACT: later("Compact")},
    ),
    settings.MOTION.name: Words(
        later("Motion"),
        later("Reduced shows notices at once and nothing that turns."),
        choices={Motion.SYSTEM: later("As the system has it"), Motion.REDUCED: later("Reduced")},
    ),
    settings.SHORTCUTS.name: Words(later("Keyboard map"), later("The keys of all commands, and other ones for them.")),
    settings.SEND_KEY.name: Words(
        later("Send with"),
        later("The other one begins a new line."),
        choices={SendKey.ENTER: later("Enter"), SendKey.CTRL_ENTER: later("Ctrl+Enter")},
    ),
    settings.NEW_SYSTEM_PROMPT.name: Words(
        later("System prompt"),
        later("What new conversations begin with. Those that exist keep their own rules."),
        nothing=later("none"),
    ),
    settings.NEW_KEEP_LAST.name: Words(
        later("Keep only the last"), unit=later("messages"), nothing=later("all messages")
    ),
    settings.NEW_TOKEN_BUDGET.name: Words(
        later("Input budget"),
        later("What does not fit is left out and counted above the composer, never cut inside a message."),
        unit=later("tokens"),
        nothing=later("none"),
    ),
    settings.NEW_DROPS_FIRST.name: Words(
        later("What goes first"),
        later("Where not everything fits. Pinned messages and your question are always sent."),
        choices={rule.value: words for rule, words in FIRST_TO_GO.items()},
    ),
    settings.PROXY.name: Words(
        later("Proxy"),
        later("Servers on this computer are never asked through a proxy."),
        choices={
            ProxyMode.SYSTEM: later("As the system has it"),
            ProxyMode.NONE: later("None"),
            ProxyMode.OWN: later("This one"),
        },
    ),
    settings.PROXY_ADDRESS.name: Words(
        later("Address of the proxy"),
        later(
            "http, https or socks5. A name and a password for it stand in the variable HTTPS_PROXY, which counts with"
            " “As the system has it”."
        ),
        nothing="http://proxy.example.com:3128",
        refusal=later(
            "“{text}” is not kept. Write an address such as http://proxy.example.com:3128, without a name or a"
            " password: settings are a file in plain text."
        ),
    ),
    settings.CA_FILE.name: Words(
        later("CA file"),
        later("Certificates in PEM of an authority to believe besides those of the system, such as a company's own."),
        nothing=later("none"),
    ),
    settings.CONNECT_TIMEOUT.name: Words(later("Wait to connect"), unit=_SECONDS),
    settings.FIRST_BYTE_TIMEOUT.name: Words(later("Wait for the first byte"), unit=_SECONDS),
    settings.IDLE_TIMEOUT.name: Words(
        later("Wait in silence"), later("Between two pieces of a reply. What has arrived is kept."), unit=_SECONDS
    ),
    settings.MAX_RETRIES.name: Words(
        later("Try again"),
        later("Only a request that has produced no text yet is sent again by itself."),
        unit=later("times"),
    ),
    settings.DAY_LIMIT.name: Words(later("Limit per day"), nothing=later("no limit")),
    settings.CONVERSATION_LIMIT.name: Words(later("Per conversation"), nothing=later("no limit")),
    settings.MIRROR_ON.name: Words(
        later("Keep a folder of Markdown files"),
        later(
            "A file for each conversation that is not in the trash, in folders like those here. It is written a moment"
            " after something has changed. A file that you change yourself is kept aside and never overwritten."
        ),
    ),
    settings.MIRROR_FOLDER.name: Words(later("Folder"), nothing=later("no folder yet")),
    settings.MIRROR_PROFILE.name: Words(
        later("Who reads the Markdown"), choices={name: PROFILES[name] for name in ("plain", "obsidian")}
    ),
}
