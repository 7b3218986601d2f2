"""No error reaches a person without words for what happened, what is kept and what comes next."""

import inspect
import json
import re
from collections.abc import Iterator

import pytest

from desktop_chat.domain import errors
from desktop_chat.domain.errors import Cause, ChatError, ErrorKind, Failure, RequestFailed
from desktop_chat.domain.money import Money
from desktop_chat.words import catalogue
from desktop_chat.words.errors import Explanation, Kept, Remedy, explain, explain_failure, remedy_label
from desktop_chat.words.explanation import named, quoted

SAMPLES: dict[str, object] = {
    "failure": Failure(ErrorKind.AUTH, "api.example.com", 401),
    "needed": 9000,
    "budget": 8000,
    "parts": (100, 200, 300, 8397),
    "spent": Money("CNY", 480 * 10**10),
    "limit": Money("CNY", 500 * 10**10),
    "more": Money("CNY", 31 * 10**10),
    "version": 7,
    "known": 3,
    "megabytes": 10,
    "megapixels": 100,
    "most": 20,
    "ratio": 100,
    "gigabytes": 4,
    "finds": frozenset({"some-find"}),
}


def family(cls: type[ChatError] = ChatError) -> Iterator[type[ChatError]]:
    yield cls
    for child in cls.__subclasses__():
        if child.__module__.startswith("desktop_chat.domain."):
            yield from family(child)


def sample(cls: type[ChatError]) -> ChatError:
    names = list(inspect.signature(cls.__init__).parameters)[1:] if inspect.isfunction(cls.__init__) else []
    return cls(*(SAMPLES.get(name, f"some-{name}") for name in names))


def check(told: Explanation) -> None:
    for text in (told.headline, told.detail):
        assert text
        assert not re.search(r"[{}]|  |\bNone\b", text), text
        assert text[-1] in '.。)）"', text
        assert text[0] == text[0].upper() or text.startswith(("some-", "api.")), text
    assert told.text.startswith(told.headline)


@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize("cls", list(family()))
def test_every_error_has_words(cls: type[ChatError], language: str) -> None:
    catalogue.use(language)
    check(explain(sample(cls)))


def test_no_two_errors_sound_the_same() -> None:
    headlines = [explain(sample(cls)).headline for cls in family() if cls is not RequestFailed]
    assert len(set(headlines)) == len(headlines)


@pytest.mark.parametrize("cls", [cls for cls in family() if issubclass(cls, errors.RequestRefused)])
def test_a_refused_request_says_that_nothing_was_sent(cls: type[ChatError]) -> None:
    assert explain(sample(cls)).detail.startswith("Nothing was sent.")


def test_a_limit_is_explained_by_its_arithmetic() -> None:
    said = explain(sample(errors.DayLimit))
    assert said.headline == "Today ¥4.80 of ¥5.00 were spent; this request would add about ¥0.31."
    assert said.remedy is Remedy.OPEN_LIMITS


@pytest.mark.parametrize("cls", [cls for cls in family() if not cls.__subclasses__()])
def test_an_error_names_the_place_and_the_thing_it_is_about(cls: type[ChatError]) -> None:
    error = sample(cls)
    told = explain(error)
    for name, value in vars(error).items():
        if isinstance(value, str) and name not in {"kind", "backend", "what"}:
            assert value in told.text, name


@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize("limit", [None, 90.0])
@pytest.mark.parametrize("host", ["", "api.example.com"])
@pytest.mark.parametrize("cause", [None, *Cause])
@pytest.mark.parametrize("kind", ErrorKind)
def test_every_kind_of_failure_has_words_whatever_is_known(
    kind: ErrorKind, cause: Cause | None, host: str, limit: float | None, language: str
) -> None:
    catalogue.use(language)
    told = explain_failure(Failure(kind, host, 500, cause=cause, limit=limit))
    assert re.match(r"[a-z一-鿿A-Z]", told.headline)
    assert host in told.headline
    assert told.headline.endswith((".", "。"))
    assert told.remedy is not Remedy.NONE
    assert "{" not in told.text


def test_every_kind_and_every_cause_has_its_own_sentence() -> None:
    kinds = {explain_failure(Failure(kind, "h")).headline for kind in ErrorKind}
    assert len(kinds) == len(ErrorKind)
    homes = {
        Cause.MODEL: ErrorKind.NOT_FOUND,
        Cause.ADDRESS: ErrorKind.NOT_FOUND,
        Cause.PICTURES: ErrorKind.BAD_REQUEST,
    }
    for cause in Cause:
        kind = homes.get(cause, ErrorKind.TLS if "certificate" in cause else ErrorKind.UNREACHABLE)
        assert explain_failure(Failure(kind, "h", cause=cause)).headline not in kinds


def test_a_wrong_key_is_named_with_its_host_and_status() -> None:
    told = explain(RequestFailed(Failure(ErrorKind.AUTH, "api.deepseek.com", 401, "Invalid token")))
    assert told == Explanation(
        "api.deepseek.com did not accept the key (HTTP 401).",
        "The question is kept. Check the key in the endpoint's settings.",
        "“Invalid token”",
        Remedy.OPEN_ENDPOINT,
    )


def test_a_wrong_key_is_named_in_chinese(in_chinese: None) -> None:
    told = explain(RequestFailed(Failure(ErrorKind.AUTH, "api.deepseek.com", 401, "Invalid token")))
    assert told.text == (
        "api.deepseek.com不接受这个密钥（HTTP 401）。问题已保留。检查端点设置里的密钥。“Invalid token”"
    )


@pytest.mark.parametrize(
    ("failure", "headline"),
    [
        (Failure(ErrorKind.UNREACHABLE, "h", cause=Cause.NAME_UNKNOWN), "No server named h was found."),
        (Failure(ErrorKind.UNREACHABLE, "h:1", cause=Cause.REFUSED), "Nothing answers at h:1."),
        (
            Failure(ErrorKind.UNREACHABLE, "h", cause=Cause.NO_NETWORK),
            "There is no network on which h can be reached.",
        ),
        (
            Failure(ErrorKind.UNREACHABLE, "h", cause=Cause.TIMED_OUT, limit=10),
            "h did not answer within 10 s.",
        ),
        (Failure(ErrorKind.UNREACHABLE, "h", cause=Cause.TIMED_OUT), "h did not answer in time."),
        (Failure(ErrorKind.UNREACHABLE, "h"), "h cannot be reached."),
        (Failure(ErrorKind.NOT_FOUND, "h", 404, cause=Cause.MODEL), "h does not have this model (HTTP 404)."),
        (
            Failure(ErrorKind.NOT_FOUND, "h", 404, cause=Cause.ADDRESS),
            "h has nothing at this address (HTTP 404).",
        ),
        (
            Failure(ErrorKind.STALLED, "h", limit=90.0),
            "h sent nothing for 90 s, and the connection was closed.",
        ),
        (
            Failure(ErrorKind.LIMIT_EXCEEDED, "h", limit=8 * 1024 * 1024),
            "h sent more than the 8 MB that this program takes at once.",
        ),
        (
            Failure(ErrorKind.LIMIT_EXCEEDED, "h", limit=64 * 1024),
            "h sent more than the 64 KB that this program takes at once.",
        ),
        (
            Failure(ErrorKind.LIMIT_EXCEEDED, "h", limit=10),
            "h sent more than the 10 B that this program takes at once.",
        ),
        (Failure(ErrorKind.LIMIT_EXCEEDED, "h"), "h sent more than this program takes in one answer."),
        (Failure(ErrorKind.AUTH), "The endpoint did not accept the key."),
        (Failure(ErrorKind.CONNECTION_LOST), "The connection to the endpoint was lost."),
    ],
)
def test_what_is_known_of_a_failure_is_said(failure: Failure, headline: str) -> None:
    assert explain_failure(failure).headline == headline


def test_a_rate_limit_says_how_long_to_wait_and_how_often_it_was_tried() -> None:
    told = explain_failure(Failure(ErrorKind.RATE_LIMIT, "h", 429, retry_after_s=42.0, attempts=3))
    assert "It was tried 3 times. The server asks to wait 42 s." in told.detail
    assert told.remedy is Remedy.WAIT


def test_waiting_is_no_remedy_where_time_heals_nothing() -> None:
    told = explain_failure(Failure(ErrorKind.QUOTA, "h", 429, retry_after_s=42.0))
    assert told.remedy is Remedy.OPEN_ENDPOINT


@pytest.mark.parametrize("cause", [None, *(cause for cause in Cause if "certificate" in cause)])
def test_no_sentence_suggests_to_switch_the_certificate_check_off(cause: Cause | None) -> None:
    assert "never switched off" in explain_failure(Failure(ErrorKind.TLS, "h", cause=cause)).detail


def test_an_unknown_signer_leads_to_the_place_for_a_ca_file() -> None:
    told = explain_failure(Failure(ErrorKind.TLS, "h", cause=Cause.CERTIFICATE_UNKNOWN))
    assert "CA file" in told.detail
    assert "SSL_CERT_FILE" in told.detail


@pytest.mark.parametrize(
    ("kept", "start"),
    [
        (Kept.NOTHING, "Check the key"),
        (Kept.QUESTION, "The question is kept."),
        (Kept.REPLY, "What arrived is kept."),
    ],
)
def test_what_is_kept_is_said_first(kept: Kept, start: str) -> None:
    assert explain(RequestFailed(Failure(ErrorKind.AUTH, "h")), kept).detail.startswith(start)


def test_the_local_model_says_how_its_server_is_installed() -> None:
    told = explain(errors.LocalModelMissing("server"))
    assert 'pip install "desktop-chat[local]"' in told.detail
    assert told.remedy is Remedy.INSTALL_LOCAL_MODEL
    assert "/m.gguf" in explain(errors.LocalModelMissing("/m.gguf")).headline


@pytest.mark.parametrize("what", ["conversation", "message", "endpoint", "receipt"])
def test_what_was_not_found_is_named(what: str) -> None:
    assert re.fullmatch(rf"There is no {what}.* “x-1”\.", explain(errors.NotFound(what, "x-1")).headline)


def test_something_else_that_was_not_found_is_named_too() -> None:
    assert explain(errors.NotFound("drawer", "x-1")).headline == "Nothing here is called “x-1”."


def test_an_error_of_a_later_version_speaks_with_its_parents_words() -> None:
    class Unheard(errors.StoreFull):
        pass

    assert explain(Unheard("/data")) == explain(errors.StoreFull("/data"))
    # Else the class would stay in the family that other tests walk.
    del Unheard


@pytest.mark.parametrize(
    "url",
    [
        "https://me:secret@host/v1",
        "me:secret@host",
        "http://a:secret@b@c/",
        "https://secret@[::1",
        "//secret@x",
        "https://host/v1?key=secret",
        "https://host/v1#secret",
    ],
)
def test_a_password_typed_into_an_address_is_not_shown(url: str) -> None:
    assert "secret" not in json.dumps(explain(errors.BadAddress(url)).text)


def test_numbers_in_errors_are_read_in_groups() -> None:
    assert "about 9,000 tokens" in explain(errors.BudgetTooSmall(9000, 8000, (0, 0, 0, 8997))).headline


@pytest.mark.parametrize("remedy", Remedy)
def test_a_remedy_has_a_button_or_nothing(remedy: Remedy) -> None:
    silent = {Remedy.NONE, Remedy.WAIT, Remedy.UPDATE_PROGRAM, Remedy.INSTALL_LOCAL_MODEL}
    assert bool(remedy_label(remedy)) is (remedy not in silent)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("", ""),
        ("  \n ", ""),
        ("one\ntwo", "“one two”"),
        ("\x1b]0;title\x07red", "“]0;title red”"),
        ("abc\u202edef\u2066", "“abc def”"),
        ("a\x00b\x9bc", "“a b c”"),
        ("{braces}", "“{braces}”"),
    ],
)
def test_words_of_others_cannot_steer_a_terminal(words: str, shown: str) -> None:
    assert quoted(words) == shown


def test_words_of_others_are_not_endless() -> None:
    assert len(quoted("x" * 10_000)) == 502
    assert len(named("y" * 10_000)) == 120


def test_braces_in_foreign_words_are_only_text() -> None:
    error = errors.BadOption("{0}", "{host.__class__}")
    assert "“{0}” cannot be “{host.__class__}”" in explain(error).headline
