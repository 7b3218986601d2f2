"""What Markdown brings along to come back whole, whatever was said and whatever an editor does to the file."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import marko
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_chat.domain.attachments import Attachment, digest_of
from desktop_chat.domain.errors import ArchiveTooNew, NotFound
from desktop_chat.domain.intake import Loss
from desktop_chat.domain.messages import Role
from desktop_chat.transfer.archive import VERSION, Chat
from desktop_chat.transfer.beside import beside
from desktop_chat.transfer.export import save
from desktop_chat.transfer.formats import Format, MarkdownOptions, Profile
from desktop_chat.transfer.intake import Lacking, Read
from desktop_chat.transfer.markdown import render
from desktop_chat.transfer.reading_markdown import read_markdown
from tests.transfer.chats import WORDING, chat_of, full_chat, said
from tests.transfer.random_chats import chats, contents
from tests.transfer.reading import parsed

WHOLE = MarkdownOptions(with_trailer=True)


def written(chat: Chat, options: MarkdownOptions = WHOLE) -> str:
    return render(chat, WORDING, options=options)


def read(text: str) -> list[Read]:
    return list(read_markdown(BytesIO(text.encode()), "tides.md"))


def without_keys(chat: Chat) -> Chat:
    [found] = read(written(chat))
    assert isinstance(found, Chat)
    return found


@settings(max_examples=40)
@given(chats(), st.sampled_from(Profile), st.booleans())
def test_export_import_export_is_the_same_file_and_the_same_tree(
    chat: Chat, profile: Profile, whole_tree: bool
) -> None:
    options = MarkdownOptions(profile, with_trailer=True, whole_tree=whole_tree)
    text = written(chat, options)
    [found] = read(text)
    assert found == chat
    assert isinstance(found, Chat)
    assert contents(found) == contents(chat)
    assert written(found, options) == text


@given(
    st.lists(st.sampled_from(["```", "\n```\n", "~~~", "`", "</pre>", "<!--", "\n", "\r", "\x85", "\u2028", "#", "潮"]))
)
def test_the_block_holds_whatever_is_said(pieces: list[str]) -> None:
    chat = chat_of(said("m1", None, Role.USER, "".join(pieces), 0))
    tokens = parsed(written(chat), html=True)
    assert (tokens[-1].type, tokens[-1].info) == ("fence", "desktop-chat-archive")
    assert [token.info for token in tokens if token.type == "fence"].count("desktop-chat-archive") == 1
    [*_, last] = marko.Markdown().parse(written(chat)).children
    assert isinstance(last, marko.block.FencedCode)
    assert last.lang == "desktop-chat-archive"


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: "\n".join(line.rstrip() for line in text.split("\n")),
        lambda text: text.rstrip("\n"),
        lambda text: text + "\n\n",
        lambda text: text.replace("---\n", "---\ntags: [mine]\n", 1),
    ],
)
def test_what_nobody_sees_may_change(change: st.SearchStrategy[str]) -> None:
    chat = without_keys(full_chat())
    assert read(change(written(chat))) == [chat]  # type: ignore[operator]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("Why are there tides?", "Why is there fog?", 1),
        lambda text: text + "\nMy notes.\n",
        lambda text: unicodedata.normalize("NFD", text.replace("tides?", "tidés?", 1)),
    ],
)
def test_whoever_edits_the_text_is_told_that_the_original_came(change: st.SearchStrategy[str]) -> None:
    chat = without_keys(full_chat())
    assert read(change(written(chat))) == [Lacking(chat, {Loss.EDITED: 1})]  # type: ignore[operator]


def test_the_archive_of_another_conversation_that_somebody_quotes_is_a_quote() -> None:
    other = replace(full_chat(), conversation=replace(full_chat().conversation, id="c2"))
    quoting = chat_of(said("m1", None, Role.USER, written(other), 0))
    for options in (WHOLE, MarkdownOptions()):
        [found] = read(written(quoting, options))
        chat = found.chat if isinstance(found, Lacking) else found
        assert isinstance(chat, Chat)
        assert [message.role for message in chat.tree.values()] == [Role.USER]
        assert len(next(iter(chat.tree.values())).text) > 1000


def test_a_newer_archive_is_refused() -> None:
    with pytest.raises(ArchiveTooNew):
        read(written(full_chat()).replace(f'"version": {VERSION}', f'"version": {VERSION + 1}'))


def test_a_message_has_a_line_of_its_own() -> None:
    chat = full_chat()
    more = said("m6", "m5", Role.USER, "And the moon?", 9)
    longer = Chat(chat.conversation, chat.tree.with_messages([more]), chat.receipts)
    before, after = (written(one).split("```desktop-chat-archive\n")[1].split("\n") for one in (chat, longer))
    assert len(after) == len(before) + 1
    assert len(set(after) - set(before)) == 2  # the message, and the comma before it


class TestFiles:
    """Attached files lie beside the text and are taken from there."""

    content = b"\x89PNG"
    chart = Attachment(digest_of(content), "chart.png", "image/png", 4, 1, load=lambda: b"\x89PNG")
    draft = Attachment(digest_of(b"notes"), "n.txt", "text/plain", 5, 1, load=lambda: b"notes")

    def saved(self, folder: Path) -> tuple[Chat, Path]:
        chat = chat_of(
            said("m1", None, Role.USER, "See", 0, attachments=(self.chart,)), draft_attachments=(self.draft, self.chart)
        )
        path = folder / "tides.md"
        save(chat, Format.MARKDOWN, path, WORDING, WHOLE)
        return chat, path

    def read(self, path: Path) -> Read:
        with path.open("rb") as file:
            [found] = read_markdown(file, path.name, beside(path))
        return found

    def test_they_come_back(self, tmp_path: Path) -> None:
        chat, path = self.saved(tmp_path)
        assert '"content": null' not in path.read_text()
        found = self.read(path)
        assert found == chat
        assert isinstance(found, Chat)
        assert contents(found) == [self.content, b"notes", self.content]

    @pytest.mark.parametrize("how", ["gone", "changed", "link", "folder"])
    def test_one_that_is_not_what_it_was_is_lost(self, tmp_path: Path, how: str) -> None:
        chat, path = self.saved(tmp_path)
        [asset] = (tmp_path / "tides_assets").iterdir()
        asset.unlink()
        match how:
            case "changed":
                asset.write_bytes(b"\x89PN1")
            case "link":
                (tmp_path / "real.png").write_bytes(self.content)
                asset.symlink_to(tmp_path / "real.png")
            case "folder":
                asset.mkdir()
        assert self.read(path) == Lacking(chat, {Loss.PICTURE: 2})

    @pytest.mark.parametrize(
        "link",
        ["../secret", "a_assets/../secret", "/etc/passwd", "a_assets/..", "a_assets/b\\c", "_assets/", "a/b", "x"],
    )
    def test_nothing_is_read_anywhere_else(self, tmp_path: Path, link: str) -> None:
        (tmp_path / "a_assets").mkdir()
        (tmp_path / "secret").write_bytes(b"secret")
        (tmp_path / "a").mkdir()
        (tmp_path / "a" / "b").write_bytes(b"secret")
        (tmp_path / "x").write_bytes(b"secret")
        with pytest.raises(NotFound):
            beside(tmp_path / "tides.md")(link)
