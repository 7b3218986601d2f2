"""A provider in a process of its own that writes at a steady pace: `python -m tests.benchmarks.streaming_server`.

In the benchmark's own process its threads would take turns with the window's and be measured as the window's delay.
Prints its address, then serves until standard input ends. The question is the pace and the length: "500 4000 mark"
asks for 4,000 tokens at 500 a second, each carrying the mark and its number; where the mark names one of the replies of
`conversation.py`, the tokens are those.
"""

import sys
from collections.abc import Iterator

from tests.benchmarks.conversation import streamed
from tests.support import script
from tests.support.wire_server import Received, WireServer

_REPLIES = streamed()


def _answer(request: Received) -> script.Script:
    rate, count, mark = request.json["messages"][-1]["content"].split()[:3]
    return list(_tokens(float(rate), int(count), mark))


def _tokens(rate: float, count: int, mark: str) -> Iterator[script.Step]:
    known = _REPLIES.get(mark)
    words = known[:count] if known else [f"{mark}:{number} " for number in range(count)]
    yield from script.tokens(words, every_s=1 / rate)


def main() -> int:
    with WireServer(answer=_answer) as server:
        print(server.base_url, flush=True)
        sys.stdin.read()
    return 0


if __name__ == "__main__":
    sys.exit(main())
