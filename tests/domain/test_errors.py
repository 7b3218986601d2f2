"""The tree of errors and the kinds of failures."""

import inspect
from collections.abc import Iterator

import pytest

from desktop_chat.domain import errors
from desktop_chat.domain.errors import ChatError, ErrorKind, Failure, RequestFailed


def family(cls: type[ChatError] = ChatError) -> Iterator[type[ChatError]]:
    yield cls
    for child in cls.__subclasses__():
        if child.__module__ == errors.__name__:
            yield from family(child)


FAMILY = list(family())
LEAVES = [cls for cls in FAMILY if not any(issubclass(other, cls) and other is not cls for other in FAMILY)]


def test_the_picture_at_the_top_shows_every_error() -> None:
    picture = errors.__doc__ or ""
    assert [cls.__name__ for cls in FAMILY if cls.__name__ not in picture.replace("\n", " ").split()] == []


def test_every_error_of_the_module_belongs_to_the_tree() -> None:
    found = [value for value in vars(errors).values() if inspect.isclass(value) and issubclass(value, Exception)]
    assert set(found) == set(FAMILY)


def test_errors_keep_what_they_were_made_of() -> None:
    for cls in FAMILY:
        if inspect.isfunction(cls.__init__) and cls not in {RequestFailed, errors.BudgetTooSmall}:
            names = list(inspect.signature(cls.__init__).parameters)[1:]
            error = cls(*names)
            assert [getattr(error, name) for name in names] == names
            assert isinstance(error, ChatError)
            assert error.args


def test_a_budget_that_is_too_small_says_what_has_to_be_sent() -> None:
    error = errors.BudgetTooSmall(703, 500, (100, 200, 50, 350))
    assert (error.needed, error.budget, error.rest) == (703, 500, 3)
    assert (error.system, error.pinned, error.summaries, error.question) == (100, 200, 50, 350)


def test_every_error_has_a_machine_readable_kind() -> None:
    assert all(cls.kind.replace("_", "").isalpha() for cls in FAMILY)
    refused = [cls.kind for cls in LEAVES if cls not in {errors.KeyVariableMissing, RequestFailed}]
    assert len(set(refused)) == len(refused)


def test_a_missing_key_is_one_kind_wherever_it_should_have_come_from() -> None:
    assert errors.NoKey("e").kind == errors.KeyVariableMissing("e", "V").kind == "no_key"


@pytest.mark.parametrize("kind", ErrorKind)
def test_a_failed_request_is_of_its_failures_kind(kind: ErrorKind) -> None:
    error = RequestFailed(Failure(kind, "h"))
    assert (error.kind, error.failure.kind, str(error)) == (kind.value, kind, f"{kind} at h")


def test_only_failures_that_pass_by_themselves_are_retried() -> None:
    assert {kind for kind in ErrorKind if kind.retryable} == {
        ErrorKind.RATE_LIMIT,
        ErrorKind.SERVER_ERROR,
        ErrorKind.OVERLOADED,
        ErrorKind.CONNECTION_LOST,
        ErrorKind.TRUNCATED,
        ErrorKind.STALLED,
        ErrorKind.UNREACHABLE,
    }


def test_a_cut_is_a_connection_that_ended_before_the_reply() -> None:
    cuts = {kind for kind in ErrorKind if kind.is_cut}
    assert cuts == {ErrorKind.TRUNCATED, ErrorKind.CONNECTION_LOST, ErrorKind.STALLED}


def test_no_error_puts_a_key_into_its_words() -> None:
    assert "some-endpoint" in str(errors.BadKey("some-endpoint"))
    assert list(inspect.signature(errors.BadKey.__init__).parameters) == ["self", "endpoint"]
