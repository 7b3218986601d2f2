"""Nothing that a model says opens, connects, runs or hangs: the window, the clipboard, exports, a terminal."""

from pathlib import Path

from tests.hostile.inert import faults_of_html, faults_of_pdf, faults_of_terminal
from tests.hostile.replies import replies
from tests.hostile.showing import baited, show

FEW = 300
"""Characters of what else takes long."""


def test_hostile_replies_do_nothing_wherever_they_go(tmp_path: Path) -> None:
    with baited(tmp_path) as bait:
        found = replies(bait, FEW)
        # An address in many forms is looked at in a few of them here; `make faults` looks at each reply by itself.
        seen = show(
            tmp_path, bait, [[reply for reply in found if not reply.name.startswith(("angle", "autolink"))][::2]]
        )
    assert (seen.opened, seen.connected, seen.faults) == ([], [], [])
    assert seen.longest_ms


def test_the_corpus_is_large_and_each_reply_has_a_name(tmp_path: Path) -> None:
    with baited(tmp_path) as bait:
        names = [reply.name for reply in replies(bait, FEW)]
    assert len(names) == len(set(names)) > 200


def test_what_would_do_something_is_noticed() -> None:
    policy = '<meta http-equiv="Content-Security-Policy" content="x">'
    assert faults_of_html(policy + '<p><a href="https://a.example">a</a></p>') == []
    for text in (
        "<script>x</script>",
        "<b onclick=x>",
        '<a href="javascript:x">',
        '<img src="http://a.example">',
        '<img src="data:image/svg+xml;base64,AAAA">',
        "<iframe>",
        "<!-- x -->",
        "<style>@import 'x'</style>",
        '<meta http-equiv="refresh" content="0">',
        '<p style="background: url(x)">',
    ):
        assert faults_of_html(policy + text), text
    assert faults_of_html("<p>") == ["no policy, or more than one"]
    assert faults_of_pdf(b"1 0 obj <</S /URI /URI (javascript:x)>> endobj")
    assert faults_of_pdf(b"1 0 obj <</S /Launch>> endobj")
    assert faults_of_pdf(b"1 0 obj <</S /URI /URI (https://a.example)>> endobj") == []
    assert faults_of_terminal("a\tb\n\x1b[31m\x9b") == ["U+001B", "U+009B"]
