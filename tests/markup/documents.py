"""Markdown as models and mischief write it, in random pieces, and the ways to cut it."""

from __future__ import annotations

from hypothesis import strategies as st

_CONSTRUCTS = (
    *("# One", "## Two #", "#no", "###", "Title\n===", "Sub\n---", "- - -", "***", "=", "-", "--"),
    *("```py\n", "```", "````", "~~~", "  ```", "    ```", "`", "``", "    code\n", "```c`d"),
    *("> ", ">", "> > ", "- ", "* ", "+ ", "1. ", "2) ", "12. ", "- [ ] ", "- [x] todo", "[x] "),
    *("\t", " ", "    ", "      ", "\n", "\n", "\n", "\n\n", "\n\n\n", "\r\n", "\r", "\n> ", "\n  ", "\n    "),
    *("word", "two words", "*soft*", "**bold", "a\\", "`c # s`", "<b>", "&amp;", "~~gone~~"),
    *("数据，你好。", "😀", "\u2028", "\0", "é"),
    *("[a]: /u", "[a]: <u> 't'\n", "[a]", "[b][a]", "[a][]", "![a]", "[a", "]: ", "/u", '"t', "[A\n]: x"),
    *("[^1]: note", "[^1]", "[^n]:", "$$", "$$x$$", "$a$", "$5", "\\[", "\\]", "\\[ x \\]", "\\(y\\)"),
    *("| a | b |", "|---|---|", "| 1 | 2 | 3 |", "|", "a | b", "--|--", ":-:", "a|b\n-|-\n1|2"),
    *("lazy", "http://a.b/c_d", "[l](u 't')"),
)
_INLINE = (
    *("word ", "two words ", "*", "**", "_", "__", "~~", "~", "`", "``", "[", "]", "](", "(", ")", "!["),
    *("$", "$5 ", "$x$", "$$", "\\(", "\\)", "\\[", "\\]", "\\", "\\*", "<", "http://a.b/c_d", "<http://x.y>"),
    *("&amp;", "&", "!", "^", "[^1]", " ", "  ", "\n", "  \n", "中文，", "字", " * ", " 2 * 3 ", "snake_case "),
    *("a[0] ", '"', "'t'", "[foo]", "[b][foo]", ":", "*em* ", "**bold** ", "`code` ", "[l](u) ", '(a "t")'),
)

DOCUMENTS = st.lists(st.sampled_from(_CONSTRUCTS), min_size=1, max_size=14).map("".join)
SENTENCES = st.lists(st.sampled_from(_INLINE), min_size=1, max_size=50).map(lambda parts: "".join(parts).strip())


@st.composite
def cut(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> list[str]:
    """A text in pieces, one character each as often as not."""
    text = draw(texts)
    if draw(st.booleans()):
        return list(text)
    places = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    return [text[start:end] for start, end in zip([0, *places], [*places, len(text)], strict=True)]
