"""Where a summary stands in an export: at the first turn that it replaces, in every format."""

from datetime import UTC

import pytest

from desktop_chat.domain.messages import Role
from desktop_chat.domain.policy import Policy, Summary
from desktop_chat.transfer import html, markdown
from desktop_chat.transfer.archive import Chat
from desktop_chat.transfer.branches import from_to
from desktop_chat.transfer.printing import pages
from tests.transfer.chats import WORDING, chat_of, said

TEXT = "They spoke of **tides**.\n\n```\n# not a heading\n```\n\n# Nor this"


def chat(*summaries: Summary) -> Chat:
    return chat_of(
        said("m1", None, Role.USER, "One?", 0),
        said("m2", "m1", Role.ASSISTANT, "One.", 1),
        said("m3", "m2", Role.USER, "Two?", 2),
        said("m4", "m3", Role.ASSISTANT, "Two", 3),
        said("m5", "m4", Role.ASSISTANT, " and more.", 4, continues=True),
        policy=Policy(summaries=summaries),
    )


def test_markdown_quotes_it_below_the_heading_of_the_first_turn_that_it_replaces() -> None:
    written = markdown.render(chat(Summary("s1", "m3", "m5", TEXT)), WORDING, UTC)
    head, _, rest = written.partition("> **Summary of 2**\n>\n")
    assert head.endswith("## You · 19:14\n\n")
    assert rest.startswith("> They spoke of **tides**.\n>\n> ```\n> # not a heading\n> ```\n")
    assert rest.index("\n\nTwo?") < rest.index("Two and more.")
    headings = [line for line in written.splitlines() if line.startswith("## ")]
    assert len(headings) == 4


def test_a_page_and_a_print_show_it_at_the_same_place() -> None:
    made = chat(Summary("s1", "m3", "m5", TEXT))
    page = "".join(html.page(made, WORDING, UTC))
    assert page.index("One.") < page.index("Summary of 2") < page.index("<strong>tides</strong>") < page.index("Two?")
    printed = "".join(piece.html for piece in pages(made, WORDING, UTC).pieces)
    assert printed.index("One.") < printed.index("Summary of 2") < printed.index("tides") < printed.index("Two?")


@pytest.mark.parametrize(
    "summary",
    [Summary("s1", "m3", "gone", TEXT), Summary("s1", "m3", "m2", TEXT), Summary("s1", "m1", "m2", "  ")],
)
def test_one_that_replaces_nothing_here_is_not_written(summary: Summary) -> None:
    assert "Summary of" not in markdown.render(chat(summary), WORDING, UTC)


def test_a_selection_of_messages_has_the_rules_of_nothing() -> None:
    part = from_to(chat(Summary("s1", "m1", "m2", TEXT)), "m1", "m2")
    assert "Summary of" not in markdown.render(part, WORDING, UTC)
