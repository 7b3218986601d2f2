import random
import subprocess
import sys
import threading
from pathlib import Path

from desktop_chat.domain.hits import Question
from desktop_chat.domain.messages import Message, Role, new_id
from desktop_chat.domain.query import parse
from desktop_chat.storage.stopping import Stop
from desktop_chat.storage.store import Store, open_store
from tests.faults.kills import ROOT
from tests.storage.making import at, conversation, done

KILLS = 4
MESSAGES = 1000


def say(store: Store, first: int) -> None:
    talk = conversation()
    said: list[Message] = []
    for number in range(first, first + MESSAGES):
        above = said[-1].id if said else None
        said.append(Message(new_id(), talk.id, above, Role.USER, f"word {number} 汉字", at(number)))
    done(store.conversations.create(talk, said))


def killed_while_indexing(directory: Path, seconds: float) -> None:
    command = [sys.executable, "-m", "tests.faults.index_child", str(directory)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "a slice\n"
        timer = threading.Timer(seconds, child.kill)
        timer.start()
        child.stdout.read()
        timer.join()


def test_a_program_that_is_killed_while_it_indexes_leaves_an_index_that_can_be_finished(tmp_path: Path) -> None:
    for number in range(KILLS):
        with open_store(tmp_path) as store:
            say(store, number * MESSAGES)
        killed_while_indexing(tmp_path, random.Random(number).uniform(0.01, 0.3))
    with open_store(tmp_path) as store:
        store.searching.indexing.catch_up(60)
        for query in ("word", "汉字", "汉"):
            answer = store.find(Question(parse(query), limit=10**6), Stop())
            assert answer
            assert answer.is_complete
            assert len({hit.message_id for hit in answer.hits}) == len(answer.hits) == KILLS * MESSAGES
        index = store.searching.file.database().reader()
        assert index.execute("SELECT count(*) FROM message_words_docsize").get == KILLS * MESSAGES
        assert store.check().ok
