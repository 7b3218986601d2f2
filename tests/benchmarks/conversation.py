"""One conversation for all figures of the transcript: what people and models really write, and always the same.

English and Chinese, code, lists, tables, quotes and formulas, from a fixed seed, so that two runs and two versions of
the program are measured with the same text. A message has 50 to 3,000 characters, one in forty has up to 12,000.
"""

import random
import re
from collections.abc import Callable, Iterator
from itertools import count, islice

TOKENS = 20_000
"""Of a reply that is streamed."""

MIXED = "mixed"

_SEED = 20_240_611
_POOL = 400  # messages that are written; a longer conversation says them again
_SHORTEST, _LONGEST, _VERY_LONG = 50, 3000, 12_000
_ONE_IN = 40
_TOKEN = re.compile(r" ?[A-Za-z0-9_]{1,6}|[\u4e00-\u9fff]{1,2}|\n+| +|.", re.DOTALL)
_ENGLISH = (
    "the a copy of live database page writer waits step until checksum holds and keeps rotation when disk full then "
    "partial file stays next run removes it before anybody reads while transaction commits index lock journal backup "
    "verify restore cache memory thread queue signal window request answer model token stream latency budget"
)
_CHINESE = (
    "备份 数据库 时 要 小心 先 停止 写入 再 复制 页面 检查 校验 和 保留 最近 七 份 文件 可以 使用 标准库 线程 请求 回答"
)
_NAMES = "source folder keep part pages verdict cursor result index total name value record"


class Writer:
    """Writes the pieces of a message; the same seed, the same pieces."""

    def __init__(self, seed: int = _SEED) -> None:
        self._random = random.Random(seed)
        self._english, self._chinese, self._names = _ENGLISH.split(), _CHINESE.split(), _NAMES.split()

    def sentence(self) -> str:
        words = self._random.choices(self._english, k=self._random.randint(6, 20))
        if self._random.random() < 0.3:
            place = self._random.randrange(len(words))
            words[place] = self._random.choice(("**{}**", "*{}*", "`{}`", "~~{}~~", "[{}](https://sqlite.org)")).format(
                words[place]
            )
        return " ".join(words).capitalize() + "."

    def chinese(self) -> str:
        return "".join(self._random.choices(self._chinese, k=self._random.randint(8, 24))) + "。"

    def paragraph(self) -> str:
        say = self.chinese if self._random.random() < 0.3 else self.sentence
        return (" " if say == self.sentence else "").join(say() for _ in range(self._random.randint(1, 6)))

    def item(self, number: int) -> str:
        indent = "  " if number % 4 == 3 else ""
        return f"{indent}- {self.sentence() if number % 3 else self.chinese()}"

    def row(self, columns: int = 4) -> str:
        cells = [
            self._random.choice((" ".join(self._random.choices(self._english, k=3)), "`cp`", "3.14", "是"))
            for _ in range(columns)
        ]
        return f"| {' | '.join(cells)} |"

    def code_line(self) -> str:
        left, right, third = self._random.choices(self._names, k=3)
        line = self._random.choice(
            (
                "    {0} = {1}.get({2!r}, {3})",
                "    for {0} in range({3}):",
                "        print(f'{{{0}}} of {{{1}}}')  # {2} is known",
                "def {0}({1}: int, {2}: str) -> None:",
                "",
                "    return {0} + {1} * {3}",
            )
        )
        return line.format(left, right, third, self._random.randrange(1000))

    def heading(self) -> str:
        return f"{'#' * self._random.randint(1, 3)} {' '.join(self._random.choices(self._english, k=4)).capitalize()}"

    def bullets(self) -> str:
        return "\n".join(self.item(number) for number in range(self._random.randint(3, 8)))

    def steps(self) -> str:
        return "\n".join(f"{number}. {self.sentence()}" for number in range(1, self._random.randint(4, 8)))

    def table(self) -> str:
        return "\n".join((self.row(), "|:--|---|--:|---|", *(self.row() for _ in range(self._random.randint(2, 7)))))

    def fence(self) -> str:
        return "\n".join(("```python", *(self.code_line() for _ in range(self._random.randint(4, 20))), "```"))

    def quote(self) -> str:
        return "\n".join(f"> {self.sentence()}" for _ in range(self._random.randint(1, 3)))

    def formula(self) -> str:
        size = self._random.choice(self._names)
        return f"The cost is $O(n \\log {size})$.\n\n$$\\sum_{{k=1}}^{{n}} \\frac{{1}}{{k^2}}$$"

    def blocks(self) -> Iterator[str]:
        """Blocks without end, mixed as replies mix them."""
        kinds: tuple[Callable[[], str], ...]
        kinds = (self.heading, self.bullets, self.steps, self.table, self.fence, self.quote, self.formula)
        while True:
            yield self.paragraph()
            if self._random.random() < 0.6:
                yield self._random.choices(kinds, weights=(3, 3, 2, 1, 3, 1, 1))[0]()

    def message(self, number: int) -> str:
        """Of a person, when the number is even, else of a model."""
        if number % 2 == 0 and self._random.random() < 0.8:
            return f"{self.paragraph()} {self.sentence()}"[:_LONGEST].ljust(_SHORTEST, ".")
        longest = _VERY_LONG if number % _ONE_IN == 1 else self._random.randint(_SHORTEST * 4, _LONGEST)
        return _until(self.blocks(), longest)


def messages() -> list[str]:
    """The texts of the conversation; question and answer in turn."""
    writer = Writer()
    return [writer.message(number) for number in range(_POOL)]


def streamed() -> dict[str, list[str]]:
    """The replies that are streamed, in tokens, by what they are made of."""
    writer = Writer(_SEED + 1)
    sources: dict[str, Iterator[str]] = {
        MIXED: (f"{block}\n\n" for block in writer.blocks()),
        "paragraph": (f"{writer.sentence()} " for _ in count()),
        "list": (f"{writer.item(number)}\n" for number in count()),
        "table": (f"{line}\n" for line in _table(writer)),
        "fence": (f"{line}\n" for line in _fence(writer)),
    }
    return {name: list(islice(tokens(source), TOKENS)) for name, source in sources.items()}


def tokens(pieces: Iterator[str]) -> Iterator[str]:
    """As a model would write them: a short word, one or two Chinese characters, a mark."""
    for piece in pieces:
        yield from _TOKEN.findall(piece)


def code(lines: int) -> str:
    """A fenced block of so many lines."""
    writer = Writer()
    return "\n".join(("```python", *(writer.code_line() for _ in range(lines)), "```"))


def _table(writer: Writer) -> Iterator[str]:
    yield writer.row()
    yield "|:--|---|--:|---|"
    while True:
        yield writer.row()


def _fence(writer: Writer) -> Iterator[str]:
    yield "```python"
    while True:
        yield writer.code_line()


def _until(blocks: Iterator[str], longest: int) -> str:
    text = next(blocks)
    for block in blocks:
        if len(text) + len(block) > longest:
            break
        text += f"\n\n{block}"
    return text
