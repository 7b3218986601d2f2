"""Attached files are kept once, found again to the byte, and forgotten only when nobody names them."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import apsw
import pytest

from desktop_chat.domain import context, receipts, turns
from desktop_chat.domain.attachments import Attachment, picture_tokens, text_tokens
from desktop_chat.domain.errors import AttachmentLost, NotFound
from desktop_chat.domain.messages import Conversation, Edit, Role
from desktop_chat.domain.policy import Policy, Summary
from desktop_chat.domain.streaming import Ended, TextDelta
from desktop_chat.domain.turns import Turn
from desktop_chat.storage.attachments import digest_of
from desktop_chat.storage.store import Store, open_store
from desktop_chat.transfer.archive import pieces
from desktop_chat.transfer.export import load
from tests.guards import ExpectedWarnings
from tests.storage.making import AUTHOR, ENDPOINT, answer, at, conversation, done, receipt_for, stream

ROOT = Path(__file__).resolve().parents[2]
PIXELS = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
NOTES = "# Notes\n```\ncode\n```\nünï 一\n"


def put(store: Store, name: str, content: bytes, media_type: str = "image/png") -> Attachment:
    digest = done(store.attachments.put(content))
    tokens = picture_tokens(3, 2) if media_type != "text/plain" else text_tokens(name, content.decode())
    return Attachment(digest, name, media_type, len(content), tokens, 3, 2, load=lambda: store.attachments.load(digest))


def notes(store: Store) -> Attachment:
    return replace(put(store, "notes.md", NOTES.encode(), "text/plain"), width=None, height=None)


def ask_with(store: Store, talk: Conversation, text: str, *attached: Attachment, parent: str | None = None) -> Turn:
    """A question that brings files along, stored with its receipt."""
    question = turns.said(talk.id, parent, Role.USER, text, at(0), attached)
    turn = turns.ask(question, [AUTHOR])
    above = store.conversations.tree(talk.id).branch(parent) if parent else ()
    done(store.conversations.begin_turn(talk, turn, receipt_for(turn, (*above, question), talk)))
    return turn


def damage(store: Store, statement: str) -> None:
    with apsw.Connection(str(store.database.path)) as other:
        other.execute(statement)


def stored(store: Store) -> set[str]:
    return {digest for (digest,) in store.database.reader().execute("SELECT digest FROM attachment")}


def test_a_content_is_kept_once_however_often_it_comes(store: Store) -> None:
    assert put(store, "a.png", PIXELS).digest == put(store, "b.png", PIXELS).digest == digest_of(PIXELS)
    assert stored(store) == {digest_of(PIXELS)}


def test_a_message_comes_back_with_its_files_after_a_restart(store: Store, folder: Path) -> None:
    talk, attached = conversation(), (put(store, "map.png", PIXELS), notes(store))
    ask_with(store, talk, "see", *attached)
    store.close()
    with open_store(folder) as again:
        [question, _] = again.conversations.tree(talk.id).values()
        assert question.attachments == attached
        assert [one.content for one in question.attachments] == [PIXELS, NOTES.encode()]
        assert question.spoken.startswith("notes.md\n````md\n# Notes")


def test_a_draft_s_files_come_back_with_the_draft(store: Store, folder: Path) -> None:
    talk, attached = conversation(), (notes(store),)
    done(store.conversations.create(talk))
    done(store.conversations.change(talk.id, draft="half", draft_attachments=attached))
    store.close()
    with open_store(folder) as again:
        found = again.conversations.get(talk.id)
        assert (found.draft, found.draft_attachments) == ("half", attached)
        assert found.draft_attachments[0].text == NOTES


def test_the_files_of_a_change_that_is_half_written_stay(store: Store, folder: Path) -> None:
    talk, other = conversation(), conversation()
    edit = Edit("m1", None, Role.USER, "older", (put(store, "map.png", PIXELS), notes(store)))
    done(store.conversations.create(talk))
    done(store.conversations.create(other))
    done(store.conversations.change(talk.id, draft_edit=edit))
    done(store.conversations.change(other.id, trashed_at=at(1)))
    done(store.conversations.delete([other.id]))
    store.close()
    with open_store(folder) as again:
        assert again.conversations.get(talk.id).draft_edit == edit
        assert stored(again) == {digest_of(PIXELS), digest_of(NOTES.encode())}


def test_a_receipt_says_the_body_again_to_the_byte_with_files_a_joint_and_a_summary(store: Store) -> None:
    talk = conversation()
    first = ask_with(store, talk, "old", put(store, "old.png", b"old"))
    old = answer(store, first, "old reply")
    second = ask_with(store, talk, "", put(store, "map.png", PIXELS), notes(store), parent=old.id)
    cut = stream(store, second, TextDelta("It shows "), Ended(at(2), stopped=True))
    cut = done(store.journal.finish(cut.id))
    more = turns.proceed(cut, AUTHOR, at(3))
    assert more.reply is not None
    summary = Summary("s1", first.added[0].id, old.id, "They talked about an old map.")
    policy = Policy("Be brief.", summaries=(summary,), pinned=frozenset({second.added[0].id}))
    branch = store.conversations.tree(talk.id).branch(cut.id)
    plan = context.plan(branch, policy, talk.options, "small")
    done(store.conversations.begin_turn(talk, more, receipts.issue(more.reply, plan.payload, ENDPOINT, 1.0)))
    receipt = store.receipts.get(more.reply.id)
    assert receipt.wire == plan.wire
    assert receipt.body == plan.body
    assert b"They talked" in receipt.body
    assert b"data:image/png;base64," in receipt.body
    assert "ünï 一".encode() in receipt.body


def test_a_request_that_is_listed_names_its_pictures_too(store: Store) -> None:
    talk = conversation()
    question = turns.said(talk.id, None, Role.USER, "see", at(0), (put(store, "map.png", PIXELS),))
    turn = turns.ask(question, [AUTHOR])
    receipt = receipt_for(turn, [question], talk)
    changed = replace(receipt, wire=(replace(receipt.wire[0], content="seen otherwise"),))
    done(store.conversations.begin_turn(talk, turn, changed))
    assert turn.reply is not None
    assert store.receipts.get(turn.reply.id).body == changed.body


def test_what_is_deleted_for_good_takes_along_only_what_nobody_else_names(store: Store) -> None:
    gone, kept, drafting = conversation("gone"), conversation("kept"), conversation("drafting")
    shared, only = put(store, "shared.png", b"shared"), put(store, "only.png", b"only")
    drafted, loose = put(store, "drafted.png", b"drafted"), put(store, "loose.png", b"loose")
    ask_with(store, gone, "both", shared, only)
    ask_with(store, kept, "one", shared)
    done(store.conversations.create(replace(drafting, draft_attachments=(drafted,))))
    done(store.conversations.change(gone.id, trashed_at=at(1)))
    done(store.conversations.delete([gone.id]))
    assert stored(store) == {shared.digest, drafted.digest}
    assert loose.digest not in stored(store)


def test_what_another_process_forgot_before_it_was_named_is_put_back(store: Store) -> None:
    talk, file, image = conversation(), notes(store), put(store, "map.png", PIXELS)
    done(store.conversations.create(talk))
    damage(store, "DELETE FROM attachment")
    done(store.conversations.change(talk.id, draft_attachments=(file,)))
    assert stored(store) == {file.digest}
    ask_with(store, talk, "see", file, image)
    assert stored(store) == {file.digest, image.digest}


@pytest.mark.parametrize(
    ("statement", "logged"),
    [
        ("DELETE FROM attachment", []),
        ("UPDATE attachment SET content = zeroblob(length(content))", ["is not what was written"]),
    ],
)
def test_a_lost_content_is_told_and_costs_nothing_else(
    store: Store, folder: Path, expected_warnings: ExpectedWarnings, statement: str, logged: list[str]
) -> None:
    for words in logged:
        expected_warnings(words)
    talk = conversation()
    turn = ask_with(store, talk, "see", notes(store), put(store, "map.png", PIXELS))
    reply = answer(store, turn, "I see.")
    damage(store, statement)
    store.close()
    with open_store(folder) as again:
        question, answered = again.conversations.tree(talk.id).branch(reply.id)
        assert (question.text, answered.text) == ("see", "I see.")
        assert [one.name for one in question.attachments] == ["notes.md", "map.png"]
        for one in question.attachments:
            with pytest.raises(AttachmentLost, match=one.name):
                _ = one.content
        with pytest.raises(AttachmentLost):
            _ = again.receipts.get(reply.id).body
        told = b"".join(pieces([load(again, talk.id)], at(9)))
        assert b"I see." in told
        assert b'"messages": null' in told or b'"messages":null' in told
        report = again.check()
        assert report.damaged_parts == (2 if logged else 0)
        assert replace(report, damaged_parts=0).ok


def test_after_a_loss_the_conversation_goes_on_without_that_message(store: Store, folder: Path) -> None:
    talk = conversation()
    reply = answer(store, ask_with(store, talk, "see", notes(store)), "I see.")
    damage(store, "DELETE FROM attachment")
    store.close()
    with open_store(folder) as again:
        lost = again.conversations.tree(talk.id).branch(reply.id)[0]
        talk = replace(talk, policy=Policy(excluded=frozenset({lost.id})))
        turn = ask_with(again, talk, "and now?", parent=reply.id)
        assert turn.reply is not None
        assert [item.content for item in again.receipts.get(turn.reply.id).wire] == ["I see.", "and now?"]


def test_words_are_stored_although_what_they_bring_along_is_lost(store: Store) -> None:
    talk = conversation()
    gone = Attachment("0" * 64, "gone.txt", "text/plain", 1, 1)
    done(store.conversations.create(replace(talk, draft="kept", draft_attachments=(gone,))))
    done(store.conversations.change(talk.id, draft="kept too", draft_attachments=(gone,)))
    assert store.conversations.get(talk.id).draft == "kept too"


def test_a_content_nobody_put_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound):
        store.attachments.load("0" * 64)


def test_what_one_process_attaches_another_reads(store: Store) -> None:
    talk = conversation()
    ask_with(store, talk, "see", notes(store), put(store, "map.png", PIXELS))
    code = (
        "import sys; from pathlib import Path; from desktop_chat.storage.store import open_store\n"
        "with open_store(Path(sys.argv[1])) as store:\n"
        "    question = next(iter(store.conversations.tree(sys.argv[2]).values()))\n"
        "    sys.stdout.buffer.write(b'|'.join(one.content for one in question.attachments))\n"
        "    store.attachments.put(b'theirs').result()\n"
    )
    command = [sys.executable, "-c", code, str(store.directory), talk.id]
    read = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    assert read == NOTES.encode() + b"|" + PIXELS
    assert store.attachments.load(digest_of(b"theirs")) == b"theirs"


def test_many_large_contents_do_not_stay_in_memory(store: Store) -> None:
    contents = [bytes([number]) * (12 * 1024 * 1024) for number in range(4)]
    digests = [done(store.attachments.put(content)) for content in contents]
    assert [store.attachments.load(digest) for digest in digests] == contents
    assert sum(map(len, store.attachments._recent.values())) <= 32 * 1024 * 1024
