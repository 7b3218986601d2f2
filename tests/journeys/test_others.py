"""The command line writes to the store while the window is open."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_chat.domain.messages import Conversation, new_id, now
from desktop_chat.storage.store import open_store
from tests.support.program import running, wait_until


def test_a_conversation_that_the_command_line_begins_and_renames_appears_in_the_window(
    qapp: QApplication, tmp_path: Path
) -> None:
    with running(tmp_path) as run, open_store(tmp_path) as elsewhere:
        theirs = Conversation(new_id(), now(), now(), "Begun elsewhere", folder="Theirs")
        elsewhere.conversations.create(theirs).result()
        wait_until(lambda: theirs.id in run.services.library)
        wait_until(lambda: "Theirs" in run.services.folders)
        run.window.open(theirs.id)
        elsewhere.conversations.change(theirs.id, title="Renamed elsewhere").result()
        wait_until(lambda: run.window.windowTitle().startswith("Renamed elsewhere"))
