"""Six models on one question, each in a column of its own: does the window stand still while all of them write?"""

from collections.abc import Iterator

from desktop_chat.app import Run
from desktop_chat.domain.messages import Message, Status
from desktop_chat.domain.turns import MOST_AT_ONCE
from tests.benchmarks.conversation import MIXED, streamed
from tests.benchmarks.figure import Figure
from tests.benchmarks.streaming import Pulse, run_at_a_pace
from tests.support.program import wait_until

_RATE, _TOKENS = 100, 1500
_PATIENCE_MS = 120_000


def figures() -> Iterator[Figure]:
    with run_at_a_pace() as run:
        run.window.resize(1900, 1000)
        yield from _measure(run)


def _measure(run: Run) -> Iterator[Figure]:
    chat, shown = run.services.chat, run.window.pane.shown or ""
    [endpoint] = run.services.accounts.all()
    models = tuple((endpoint.id, f"model-{number}") for number in range(MOST_AT_ONCE))
    chat.send(shown, f"{_RATE} {_TOKENS} {MIXED}", choices=models)
    wait_until(lambda: run.window.pane.comparing.is_open, "the columns")
    pulse = Pulse()
    wait_until(lambda: chat.writing_in(shown) is None, "the end", _PATIENCE_MS)
    pulse.stop()
    replies = [message for message in chat.tree(shown).values() if message.is_reply]
    yield Figure("side_by_side_6x100_replies_mixed_or_cut", sum(map(_is_wrong, replies)), "replies", "0")
    yield Figure("side_by_side_6x100_columns", len(run.window.pane.comparing.view.columns), "columns", "6")
    yield Figure("side_by_side_6x100_stall_p99", pulse.stall_ms(0.99), "ms", "<= 50")
    yield Figure("side_by_side_6x100_stall_max", pulse.stall_ms(1.0), "ms", "report")


def _is_wrong(reply: Message) -> bool:
    return reply.status is not Status.COMPLETE or reply.text != "".join(streamed()[MIXED][:_TOKENS])
