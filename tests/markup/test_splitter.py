"""What Markdown becomes, block by block."""

from __future__ import annotations

import pytest

from desktop_chat.markup.blocks import Align, Block, Footnote, Item, Kind, Quote, Table
from desktop_chat.markup.splitter import Document


def blocks(text: str) -> list[Block]:
    return list(Document(text).blocks)


def shapes(text: str) -> list[tuple[Kind, str]]:
    return [(block.kind, block.content) for block in blocks(text)]


def markers(text: str) -> list[list[str]]:
    """The marks that stand before each block, outermost first."""
    return [[one.marker if isinstance(one, Item) else type(one).__name__ for one in b.path] for b in blocks(text)]


def test_paragraphs_are_parted_by_blank_lines() -> None:
    assert shapes("one\ntwo\n \t\nthree") == [(Kind.PARAGRAPH, "one\ntwo"), (Kind.PARAGRAPH, "three")]


def test_headings_are_marked_or_underlined() -> None:
    found = blocks("## Two ##\nOne\n===\nTwo\nlines\n---")
    assert [(block.level, block.content) for block in found] == [(2, "Two"), (1, "One"), (2, "Two\nlines")]


def test_a_block_is_bounded_by_whole_lines() -> None:
    text = "- a\n  b\n\n> # H\n\n```\nx\n```\nend"
    assert [text[block.start : block.end] for block in blocks(text)] == ["- a\n  b", "> # H", "```\nx\n```", "end"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_offsets_count_the_line_ends_as_they_were_written(end: str) -> None:
    text = f"one{end}two{end}{end}- three{end}"
    assert [text[block.start : block.end] for block in blocks(text)] == [f"one{end}two", "- three"]


def test_code_stands_between_fences() -> None:
    (block,) = blocks("~~~ py title=x\n```\n\n  a\n~~~~")
    assert (block.content, block.language, block.closed) == ("```\n\n  a", "py", True)


def test_a_fence_is_open_until_it_is_closed() -> None:
    document = Document("```\na\n``")
    assert (document.blocks[0].content, document.blocks[0].closed) == ("a\n``", False)
    document.append("`")
    assert (document.blocks[0].content, document.blocks[0].closed) == ("a", True)


def test_indented_code_has_no_language_and_keeps_its_blank_lines_but_the_last() -> None:
    assert shapes("    a\n\n      b\n\n\nc") == [(Kind.CODE, "a\n\n  b"), (Kind.PARAGRAPH, "c")]


def test_a_tab_that_is_half_in_an_item_is_half_in_its_code() -> None:
    assert shapes("-\t\tcode") == [(Kind.CODE, "  code")]


def test_items_carry_their_marks_and_numbers_count_from_the_first() -> None:
    assert markers("- a\n- b\n\n7) c\n2) d\n1. e") == [["•"], ["•"], ["7)"], ["8)"], ["1."]]


def test_a_list_goes_on_over_what_stands_in_its_items() -> None:
    text = "1. a\n\n   b\n2. ```\n   c\n   ```\n3. - d\n   - e"
    assert markers(text) == [["1."], ["1."], ["2."], ["3.", "•"], ["3.", "•"]]


def test_blocks_of_one_item_share_it_and_neighbours_do_not() -> None:
    first, second, third = blocks("- a\n\n  b\n- c")
    assert first.path == second.path == (Item(0, "•"),)
    assert third.path == (Item(9, "•"),)


def test_an_empty_item_is_an_empty_paragraph() -> None:
    assert [(block.content, block.start, block.end) for block in blocks("-\n- a\n-")] == [
        ("", 0, 1),
        ("a", 2, 5),
        ("", 6, 7),
    ]


def test_what_begins_below_its_mark_takes_the_mark_s_line_along() -> None:
    text = "-\n  a\n>\n> b"
    assert [text[block.start : block.end] for block in blocks(text)] == ["-\n  a", ">\n> b"]


def test_tasks_are_checked_or_not() -> None:
    found = blocks("- [ ] a\n- [X] b\n\n  c\n- [x]d\n- [ ]")
    assert [(item.checked, block.content) for block in found if isinstance(item := block.path[0], Item)] == [
        (False, "a"),
        (True, "b"),
        (True, "c"),
        (None, "[x]d"),
        (None, "[ ]"),
    ]


def test_the_text_of_a_task_is_no_definition() -> None:
    assert [block.content for block in blocks("- [ ] [a]: /u")] == ["[a]: /u"]


def test_quotes_and_items_stand_in_each_other() -> None:
    assert markers("> - a\n>   > b\n- > c\n  > d\n\n      e") == [
        ["Quote", "•"],
        ["Quote", "•", "Quote"],
        ["•", "Quote"],
        ["•"],
    ]


def test_a_paragraph_goes_on_without_the_marks_of_its_containers() -> None:
    assert shapes("> - a\nb\n> c\n===") == [(Kind.PARAGRAPH, "a\nb\nc\n===")]


def test_a_table_has_its_head_its_leanings_and_rows_of_equal_length() -> None:
    (block,) = blocks("| a | b\\|c | d |\n|---|:-:|--:|\n| 1 |\n| `x` | y | z | more |")
    assert block.table == Table(
        (Align.START, Align.CENTRE, Align.END),
        ("a", "b|c", "d"),
        (("1", "", ""), ("`x`", "y", "z | more")),
    )


def test_the_last_line_of_a_paragraph_may_turn_out_to_be_the_head_of_a_table() -> None:
    text = "Intro\na | b\n--|--\n1 | 2\n\nafter"
    assert [(block.kind, text[block.start : block.end]) for block in blocks(text)] == [
        (Kind.PARAGRAPH, "Intro"),
        (Kind.TABLE, "a | b\n--|--\n1 | 2"),
        (Kind.PARAGRAPH, "after"),
    ]


def test_tables_stand_in_items_and_end_with_them() -> None:
    assert [(block.kind, len(block.path)) for block in blocks("- a | b\n  --|--\n  1 | 2\nc")] == [
        (Kind.TABLE, 1),
        (Kind.PARAGRAPH, 0),
    ]


def test_a_head_of_many_columns_cannot_fill_the_memory() -> None:
    columns = 5000
    found = blocks("|" * (columns + 1) + "x|\n" + "|-" * (columns + 1) + "|\n" + "x\n" * 100)
    assert sum(len(row) for block in found if block.table for row in block.table.rows) < 100_000
    assert found[-1].content.count("x") > 80


@pytest.mark.parametrize("text", ["$$x$$", "$$\nx\n$$", "\\[x\\]", "\\[\n  x\n\\]", "\\[ x\n\\]", "a\n$$ x $$\nb"])
def test_display_math_may_take_several_lines(text: str) -> None:
    assert [block.content for block in blocks(text) if block.kind is Kind.MATH] == ["x"]


def test_math_may_still_be_closed_until_a_blank_line_comes() -> None:
    document = Document("$$\na")
    assert [(block.kind, block.content, block.closed) for block in document.blocks] == [(Kind.MATH, "a", False)]
    document.append("\n\nb")
    assert [(block.kind, block.content) for block in document.blocks] == [
        (Kind.PARAGRAPH, "$$\na"),
        (Kind.PARAGRAPH, "b"),
    ]


@pytest.mark.parametrize("text", ["$$x$$ in a sentence", "\\[no link\\](here)", "\\[no link", "$$$$"])
def test_marks_of_math_in_a_sentence_make_no_block(text: str) -> None:
    assert shapes(text) == [(Kind.PARAGRAPH, text)]


def test_footnotes_stand_where_they_were_written() -> None:
    text = "See[^a].\n[^a]: Note\n\n    more\n\nend"
    note = Footnote(9, "a")
    assert [(block.content, block.path) for block in blocks(text)] == [
        ("See[^a].", ()),
        ("Note", (note,)),
        ("more", (note,)),
        ("end", ()),
    ]


def test_definitions_are_not_shown_but_known_to_those_that_mention_them() -> None:
    text = "[Site]: https://a.b 'Title'\n\nSee [site] and [this][SITE].\n\nNot here."
    assert [(block.content, block.links) for block in blocks(text)] == [
        ("See [site] and [this][SITE].", (("SITE", "https://a.b"),)),
        ("Not here.", ()),
    ]


def test_a_definition_that_comes_later_changes_the_blocks_that_mention_it() -> None:
    document = Document("Other\n\nSee [a].\n\n| [a] |\n|---|\n\nEnd\n\n")
    other, *_ = document.blocks
    assert document.append("[a]: /u") == 1
    assert [block.links for block in document.blocks] == [(), (("A", "/u"),), (("A", "/u"),), ()]
    assert document.blocks[0] is other


def test_the_first_definition_of_a_label_counts() -> None:
    assert blocks("[a]: /1\n[a]: /2\n\n[a]")[0].links == (("A", "/1"),)


@pytest.mark.parametrize("text", ["[a]: <u", "[a]: /u x", "[ ]: /u", "[a]:", "[a\\]: /u", "[a]: /u 'x' y"])
def test_what_only_looks_like_a_definition_is_text(text: str) -> None:
    assert shapes(text) == [(Kind.PARAGRAPH, text)]


def test_an_underline_below_definitions_alone_is_text() -> None:
    assert shapes("[a]: /u\n===\n[a]") == [(Kind.PARAGRAPH, "===\n[a]")]


def test_tags_are_text() -> None:
    assert shapes("<div>\n*a*\n</div>") == [(Kind.PARAGRAPH, "<div>\n*a*\n</div>")]


def test_beyond_a_depth_that_nobody_means_marks_are_text() -> None:
    (block,) = blocks("> " * 200 + "deep")
    assert all(isinstance(one, Quote) for one in block.path)
    assert len(block.path) < 60
    assert block.content.endswith("> deep")


def test_characters_that_end_no_line_and_those_that_cannot_be_shown_do_no_harm() -> None:
    assert shapes("a\u2028b\0c\u0085d") == [(Kind.PARAGRAPH, "a\u2028b\ufffdc\u0085d")]


def test_nothing_is_changed_by_nothing() -> None:
    document = Document("a\n\nb")
    assert document.append("") == 2
    assert document.text == "a\n\nb"


def test_a_piece_that_only_adds_a_block_says_so() -> None:
    document = Document("a\n\n")
    assert document.append("b") == 1
    assert document.append("\n\n# c") == 2
