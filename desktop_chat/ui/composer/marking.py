"""Where in a text it is that a person is asked about: it is selected, so that whoever writes on replaces it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QTextCursor

from desktop_chat.domain.exposed import HoldsKey
from desktop_chat.domain.messages import ConversationId
from desktop_chat.ui.composer.editor import Editor, units
from desktop_chat.ui.composer.refusals import Refusals
from desktop_chat.ui.composer.sending import Refused
from desktop_chat.ui.composer.sheet import Sheet


class Marking(QObject):
    """Marks in `editor` what `refusals` asks about; `sheet` tells what of the text would be sent."""

    def __init__(
        self, editor: Editor, refusals: Refusals, sheet: Callable[[ConversationId], Sheet], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._editor, self._sheet = editor, sheet
        refusals.asked.connect(self._mark)

    @Slot(object)
    def _mark(self, refused: Refused) -> None:
        error = refused.error
        if not isinstance(error, HoldsKey) or not error.end:
            return
        text = self._editor.toPlainText()
        before = max(0, text.find(self._sheet(refused.conversation_id).next))  # empty lines that are not sent
        cursor = self._editor.textCursor()
        cursor.setPosition(units(text[: before + error.start]))
        cursor.setPosition(units(text[: before + error.end]), QTextCursor.MoveMode.KeepAnchor)
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
