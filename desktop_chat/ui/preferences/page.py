"""What the settings window knows of its pages."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class SettingsPage(QWidget):
    """`close_requested` is the wish to close the whole window."""

    close_requested = Signal()

    def retranslate(self) -> None:
        """All words again."""
        raise NotImplementedError

    def lead_in(self) -> None:
        """The keys go to where one begins here."""
        raise NotImplementedError

    def lead_to(self, _setting: str) -> None:
        """The keys go to the field of that setting."""
        self.lead_in()

    def may_leave(self) -> bool:
        """Keeps what is still being typed; False, once, when that cannot be kept, which the page then says."""
        return True
