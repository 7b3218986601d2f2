"""What can be typed into the palette."""

from __future__ import annotations

from desktop_chat.ui.icons import Icon
from desktop_chat.ui.palette.entries import Entry
from desktop_chat.ui.palette.signs import COMMANDS, FOLDERS, MODELS
from desktop_chat.ui.palette.source import Source
from desktop_chat.words.catalogue import tr


class Help(Source):
    """Each sign with what it finds; choosing one writes it."""

    icon = Icon.KEYBOARD

    def ask(self, typed: str) -> None:
        """Whatever is typed behind it, this is all there is."""

    def entries(self) -> list[Entry]:
        said = (
            (COMMANDS, Icon.COMMANDS, tr("Commands of the program")),
            (MODELS, Icon.LOCAL_MODEL, tr("Models: who answers in this conversation")),
            (FOLDERS, Icon.FOLDER, tr("Folders")),
        )
        titles = tr("Conversations by some letters of their titles")
        return [
            Entry(titles, icon=Icon.SEARCH, typed="", trailing=tr("without a sign")),
            *(Entry(words, icon=icon, typed=sign, key=sign, trailing=sign) for sign, icon, words in said),
        ]

    def counted(self) -> str:
        return ""

    def verb(self) -> str:
        return tr("write it")
