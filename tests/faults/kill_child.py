"""A program that streams eight replies until it is killed, and says after each commit what it has committed.

Each token carries its number and when it came by the clock of the program, so that a hole or an old text can
be told from outside.
"""

import os
import random
import sys
import threading
from pathlib import Path

from desktop_chat.domain import context, receipts, turns
from desktop_chat.domain.messages import Conversation, Message, Usage, new_id, now
from desktop_chat.domain.models import Endpoint
from desktop_chat.domain.streaming import Answered, Ended, TextDelta, UsageReported
from desktop_chat.domain.turns import Author
from desktop_chat.storage.store import Store, open_store
from tests.faults.own_clock import OwnClock

STREAMS = 8
TOKENS_PER_SECOND = 500
_ENDPOINT = Endpoint("e", "Here", "http://127.0.0.1:1/v1", "m")


def say(*words: object) -> None:
    """One line to whoever watches; a write this short is never torn."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def talk(store: Store, clock: OwnClock, seed: int) -> None:
    """Question and answer in one conversation, again and again."""
    dice = random.Random(seed)
    conversation = Conversation(new_id(), now(), now(), f"talk {seed}")
    parent = None
    while True:
        turn = turns.begin(conversation.id, parent, f"question {dice.random()}", Author("Here", "m"), now())
        assert turn.reply is not None
        branch = (
            (*store.conversations.tree(conversation.id).branch(parent), turn.added[0]) if parent else turn.added[:1]
        )
        plan = context.plan(branch, conversation.policy, conversation.options, "m")
        receipt = receipts.issue(turn.reply, plan.payload, _ENDPOINT, 1.0)
        store.conversations.begin_turn(conversation, turn, receipt).result()
        say("asked", turn.reply.id, turn.added[0].id)
        write(store, clock, turn.reply, dice)
        parent = turn.reply.id


def write(store: Store, clock: OwnClock, reply: Message, dice: random.Random) -> None:
    store.journal.open(reply)
    store.journal.put(reply.id, Answered(now(), 200, "r"))
    pause = threading.Event()
    tokens = dice.randrange(50, 500)
    for number in range(tokens):
        store.journal.put(reply.id, TextDelta(f"{number}:{clock.now_us} "))
        pause.wait(1 / TOKENS_PER_SECOND)
    store.journal.put(reply.id, UsageReported(Usage(1, tokens, tokens + 1)))
    store.journal.put(reply.id, Ended(now(), "stop"))
    store.journal.settle(reply.id)
    say("answered", reply.id, tokens)


def main() -> None:
    store = open_store(Path(sys.argv[1]))
    clock = OwnClock(Path(sys.argv[2]))
    seed = int(sys.argv[3])
    for number in range(STREAMS):
        threading.Thread(target=talk, args=(store, clock, seed * STREAMS + number), daemon=True).start()
    threading.Event().wait()


if __name__ == "__main__":
    main()
