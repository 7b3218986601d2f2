"""The services together, as the window receives them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop_chat.domain.values import dataclass
from desktop_chat.services.accounts import Accounts
from desktop_chat.services.attaching import Attaching
from desktop_chat.services.chat import Chat
from desktop_chat.services.examining import Examining
from desktop_chat.services.filing import Filing
from desktop_chat.services.folders import Folders
from desktop_chat.services.importing import Importing
from desktop_chat.services.library import Library
from desktop_chat.services.local_model import LocalModel
from desktop_chat.services.mirror import Mirroring
from desktop_chat.services.preferences import Preferences
from desktop_chat.services.presets import Presets
from desktop_chat.services.replies import Replies
from desktop_chat.services.rules import Rules
from desktop_chat.services.safekeeping import Safekeeping
from desktop_chat.services.sealing import Sealing
from desktop_chat.services.search import Search
from desktop_chat.services.spending import Spending
from desktop_chat.services.summaries import Summaries
from desktop_chat.services.titles import Titles
from desktop_chat.services.transfers import Transfers
from desktop_chat.services.undoing import Undoing
from desktop_chat.services.watch import Watch

if TYPE_CHECKING:
    from desktop_chat.services.prompts import Prompts


@dataclass(frozen=True, slots=True)
class Services:
    """Every verb that the window may call."""

    accounts: Accounts
    attaching: Attaching
    chat: Chat
    examining: Examining
    filing: Filing
    folders: Folders
    importing: Importing
    library: Library
    local_model: LocalModel
    mirroring: Mirroring
    preferences: Preferences
    presets: Presets
    prompts: "Callable[[], Prompts]"
    """Loaded when somebody first asks for one."""
    replies: Replies
    rules: Rules
    safekeeping: Safekeeping
    sealing: Sealing
    search: Search
    spending: Spending
    summaries: Summaries
    titles: Titles
    transfers: Transfers
    undoing: Undoing
    watch: Watch
