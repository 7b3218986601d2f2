"""What is said about where a key is kept."""

from desktop_chat.words.catalogue import tr
from desktop_chat.words.errors import Explanation


def kept_for_this_run() -> Explanation:
    """Said when there is no keyring that keeps other programs out."""
    return Explanation(
        tr("The key is kept only until the program ends."),
        tr(
            "There is no safe keyring on this computer. Install one such as GNOME Keyring or KWallet, or name an "
            "environment variable that holds the key."
        ),
    )
