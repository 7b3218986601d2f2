"""The narrow gap between Han and Latin, drawn while one types.

It is a property of how the text looks and not of the text: nothing is added that could be copied, sent or undone. A
syntax highlighter is how Qt lets a document look like more than it is.
"""

from __future__ import annotations

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from desktop_chat.ui.theme import SCRIPT_GAP
from desktop_chat.ui.transcript.scripts import gaps, utf16_offsets

_LONGEST = 10_000  # what is pasted as one endless line is set anew with every key; it need not be fine as well


class ScriptGaps(QSyntaxHighlighter):
    """Spaces the last character of every run that meets the other script."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._gap = QTextCharFormat()

    def set_size(self, pixels: int) -> None:
        """The text's size, of which the gap is an eighth."""
        self._gap = QTextCharFormat()
        self._gap.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
        self._gap.setFontLetterSpacing(pixels * SCRIPT_GAP)
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        if text.isascii() or len(text) > _LONGEST:
            return
        offsets = utf16_offsets(text)
        for start, end in gaps(text):
            first = offsets.to_utf16(start)
            self.setFormat(first, offsets.to_utf16(end) - first, self._gap)
