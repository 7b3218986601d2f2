"""What stands before a window, or between two: nobody has the database open then."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from desktop_chat.domain.encryption import Conversion
from desktop_chat.ui.look import Theme


def repair(theme: Theme, directory: Path) -> bool:
    """Offers the ways out of a damaged database; whether something sound is in its place now."""
    from desktop_chat.services.recovering import Recovering
    from desktop_chat.ui.recovery.dialog import RecoveryDialog

    with closing(Recovering(directory)) as recovering:
        return bool(RecoveryDialog(recovering, theme).exec())


def unlock(theme: Theme, directory: Path) -> bool:
    """Asks the keyring, then for the passphrase; whether the conversations can be opened now."""
    from desktop_chat.services.unlocking import Unlocking
    from desktop_chat.ui.encryption.unlock_dialog import UnlockDialog

    with closing(Unlocking(directory)) as unlocking:
        return UnlockDialog(unlocking, theme).unlocked()


def convert(theme: Theme, directory: Path, order: Conversion) -> None:
    """Encrypts or decrypts, and says what came of it; the window opens again in any case."""
    from desktop_chat.services.converting import Converting
    from desktop_chat.ui.encryption.converting_dialog import ConvertingDialog

    with closing(Converting(directory, order)) as converting:
        ConvertingDialog(converting, theme).exec()
