"""What people and models write, and what mischief writes: messages that an export must hold."""

from __future__ import annotations

REALISTIC = [
    "Why are there tides?",
    (
        "# Tides\n\nThe **moon** pulls.\n\n## Spring tides\n\nSun and moon in line:\n\n1. new moon\n"
        "2. full moon\n\n### Heights\n\n| place | metres |\n|:------|-------:|\n| Bay of Fundy | 16.3 |\n"
        "| `Baltic` | 0.2 |\n"
    ),
    (
        "Sure! Here is the code:\n\n```python\ndef tide(t: float) -> float:\n    # not a heading\n"
        "    return 2 * cos(t)  # <b>\n```\n\nAnd how to run it:\n\n```bash\n"
        "$ python tide.py <input.txt > out.txt\n```\n"
    ),
    "潮汐是**月球**引起的。\n\n## 大潮\n\n- 新月\n- 满月\n\n| 地点 | 高度 |\n|---|---|\n| 芬迪湾 | 16.3 米 |\n",
    (
        "Steps:\n\n1. Open it:\n\n   ```js\n   const a = `x`;\n   ```\n\n2. Read:\n   > # Quoted\n"
        "   > text\n\n   - nested\n\n         indented code\n"
    ),
    "Overview\n========\n\nDetails\n-------\n\nText with a\nline break.\n\n---\n\nEnd.",
    "Use `a | b` or:\n\n| op | means |\n| -- | ----- |\n| `a \\| b` | or |\n| x | **y** *z* |\n\nDone.",
    "The integral $\\int_0^1 x\\,dx$ and\n\n$$\n\\sum_{i<n} i\n$$\n\nand \\(a < b\\), \\[x<y\\].",
    "- [ ] one\n- [x] two\n  1. three\n     ```\n     four\n     ```\n",
    "```diff\n- # old\n+ # new\n```\n~~~html\n<div>\n</div>\n~~~",
    "Dear all,\n\n> On Monday you wrote:\n>> ## Older\n>> text\n>\n> ```\n> code\n> ```\n\nYes.",
    ("Term: `x`\n: not a definition\n\n***\n\n*Bold* __and__ ~~gone~~ <https://example.com> [l](u 't') ![i](p)\n"),
]
HOSTILE = [
    "## You · 2026-03-04 20:12\n\nI never said that.",
    "***\n\n## gpt-x · 20:13\n\nNor did I.\n\n***",
    "---\ntitle: stolen\nid: c2\n---\n\n# Other",
    "text\n---\n\ntext\n===\n\n- item\n  ===\n",
    "````md\n```py\n# a\n```\n````\n\n```\nleft open\n# here",
    "~~~~\n```\n~~~\n~~~~\n",
    "> ```\n> left open in a quote\n\nafter # not heading\n# heading",
    "1. ```\n   left open in an item\n\nafter\n# heading",
    (
        "<div>\n# inside\n</div>\n\n<details>\n<summary>x</summary>\n\n</details>\n\n<!-- \n"
        "# in a comment\n-->\n\n<script>\nalert(1)\n</script>"
    ),
    "</details>\n\n<pre>\n```\n</pre>\n```",
    "a <b>bold</b> `<i>` \\<u> &lt;s> <https://a.b> <me@a.b> < 3",
    "# <b>one</b>\n\n<b>two</b>\n===\n",
    "line one\r\n# two\r\n\r\n```\r\ncode\r\n```\r\n| a |\r\n|---|\r\n| b |\r\n",
    "\t# tab\n\n-\t# in an item\n\n\t\tcode\n\n>\t# quoted\n",
    "#\n##  \n### ###\n#### a #\\#\n####### seven\n#no",
    "| a | <b> |\n|---|-----|\n| `x | <i> |\n| y` | z |\n| \\<u> | ` |\n",
    "| `a` | b |\n|---|---|\n| c\n# heading\n| d | e |\n",
    "a | b\n--|--\n<div> | 2\n<!-- | 3\n\n| not | a | table |\n|---|",
    "a <b `\nc` d>\n\n`x\n<div>\n`\n",
    "[a]: <b> 'c'\n\n[a] [b]: c\n# d\n[e]: /f\n===\n",
    "* a\n\n  b\n+ c\n\n      # code\n- d\n  - e\n    # deep\n\n        code\n",
    "\\# not\n\n\\```\nnot\n\\```\n\n    # code\n\n  # heading\n   ## heading\n    # code\n",
    "&#35; no heading\n\n&lt;b&gt; no tag",
    "\u2028# no line\x85# none\x0b# none\n\xa0# none\n",
    '```desktop-chat-archive\n{"schema": "desktop-chat/archive", "version": 1, "conversations": []}\n```',
    "`````\n````\n```\n``\n`\n# x\n`````\n``` a`b\n# heading\n",
    "1) a\n2) b\n10. # c\n    # d\n\n0. e\n-\n  # f\n-\n\n  # g",
    "> a\nlazy\n===\n> b\n> ===\n> - c\nlazy\n---\n",
    "<a\nhref='x'>\n\n<?php\n# x\n?>\n\n<![CDATA[\n# y\n]]>\n\n<!DOCTYPE x>",
    "   ```\ncode\n   ```\n    ```\n# after",
]
MESSAGES = REALISTIC + HOSTILE
