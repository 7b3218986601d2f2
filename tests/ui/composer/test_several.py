"""What stands in the composer goes to several models, all of it."""

from __future__ import annotations

from functools import partial

from desktop_chat.domain.messages import Role
from desktop_chat.services.attaching import Source
from desktop_chat.ui.composer.file_chips import FileChips
from tests.services.world import messages_of, wait_until
from tests.ui.composer.conftest import Desk, Slow


def test_files_go_to_every_model_and_leave_the_composer(desk: Desk) -> None:
    conversation_id = desk.open()
    [endpoint] = desk.world.accounts.all()
    desk.type("Summarise this")
    desk.composer.files.offer([Source("notes.md", partial(bytes, b"One.\n"))])
    chips = desk.composer.findChild(FileChips)
    assert isinstance(chips, FileChips)
    wait_until(lambda: desk.composer.can_ask_several() and bool(chips.names))
    desk.composer.ask_several(((endpoint.id, "a"), (endpoint.id, "b")))
    wait_until(lambda: len(desk.world.requests) == 2 and not desk.world.chat.is_busy(conversation_id))
    assert [role for role, _ in messages_of(desk.world.requests[0])] == [Role.USER.value]
    assert all("One." in messages_of(request)[0][1] for request in desk.world.requests)
    assert desk.text == ""
    assert not chips.isVisible()


def test_nothing_is_asked_of_several_while_a_reply_is_written(desk: Desk, slow: Slow) -> None:
    desk.open()
    [endpoint] = desk.world.accounts.all()
    desk.type("One?")
    desk.composer.ask_several(((endpoint.id, "a"), (endpoint.id, "b")))
    wait_until(lambda: len(desk.world.requests) == 2)
    desk.type("Two?")
    assert not desk.composer.can_ask_several()
    desk.composer.ask_several(((endpoint.id, "a"),))
    assert desk.text == "Two?"
    assert len(desk.world.requests) == 2
