"""A thread that reads a slow reply wakes less often than tokens come; one that reads a quick reply never rests."""

from desktop_chat.services.pace import REST_S, Pace

_AT_FIRST = 10


class Stream:
    """A clock that goes on with what comes, and a stop button that notes how long somebody waited at it."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.rests: list[float] = []
        self.cancelled = False
        self._pace = Pace(self, lambda: self.now_s)

    def come(self, events: int, every_s: float) -> None:
        for _ in range(events):
            self.now_s += every_s
            self._pace.keep()

    def cancel(self) -> None:
        self.cancelled = True

    def wait(self, seconds: float) -> bool:
        self.rests.append(seconds)
        self.now_s += seconds
        return self.cancelled


def test_the_first_words_are_handed_on_as_they_come() -> None:
    stream = Stream()
    stream.come(_AT_FIRST, every_s=0.01)
    assert stream.rests == []


def test_after_a_token_that_was_waited_for_the_thread_rests() -> None:
    stream = Stream()
    stream.come(_AT_FIRST + 3, every_s=0.01)
    assert stream.rests == [REST_S] * 3


def test_what_has_gathered_is_taken_without_a_rest() -> None:
    stream = Stream()
    stream.come(_AT_FIRST + 1, every_s=0.01)
    stream.come(4, every_s=0.0001)
    assert stream.rests == [REST_S]


def test_a_quick_reply_is_never_held_up() -> None:
    stream = Stream()
    stream.come(_AT_FIRST, every_s=0.0001)
    for _ in range(20):
        stream.come(30, every_s=0.0001)
        stream.come(1, every_s=0.005)
    assert stream.rests == []
