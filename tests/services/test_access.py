"""What must be there before a request can go out."""

from pathlib import Path

import pytest

from desktop_chat.domain.errors import KeyringLocked, KeyVariableMissing, LocalModelMissing, NoKey
from desktop_chat.domain.models import Endpoint, EndpointKind, KeySource
from desktop_chat.services.access import Access, Reachable
from desktop_chat.services.local_model import LocalModel
from desktop_chat.storage.secrets import Secrets
from tests.services.world import Keys

PLAIN = Endpoint("e", "Test", "http://127.0.0.1:1/v1")
KEYED = Endpoint("e", "Test", "https://api.example.com/v1", key_source=KeySource.KEYRING)
LOCAL = Endpoint("e", "Local", "", kind=EndpointKind.LOCAL_MODEL, model_path="model.gguf")


class Running:
    """A local server that runs already."""

    base_url, key = "http://127.0.0.1:9/v1", "key of this run"

    def address(self) -> "Running":
        return self

    def stop(self) -> None: ...


@pytest.fixture
def keys() -> Keys:
    return Keys()


@pytest.fixture
def access(keys: Keys) -> Access:
    return Access(keys, LocalModel(lambda _: Running(), lambda: None))


def test_an_endpoint_without_a_key_is_reached_as_it_is(access: Access) -> None:
    assert access.reach(PLAIN) == Reachable(PLAIN, None)


def test_a_key_comes_from_where_the_endpoint_says(access: Access, keys: Keys) -> None:
    with pytest.raises(NoKey, match="Test"):
        access.reach(KEYED)
    assert access.keep_key(KEYED, "sk-1")
    assert access.reach(KEYED) == Reachable(KEYED, "sk-1")
    access.forget_key(KEYED)
    with pytest.raises(NoKey):
        access.reach(KEYED)


def test_without_a_new_key_the_old_one_stays(access: Access, keys: Keys) -> None:
    access.keep_key(KEYED, "sk-1")
    keys.trouble = KeyringLocked()
    assert access.keep_key(KEYED, None)
    assert access.keep_key(KEYED, "")
    keys.trouble = None
    assert access.reach(KEYED).key == "sk-1"


def test_a_variable_that_is_not_set_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    access = Access(Secrets(), LocalModel(lambda _: Running(), lambda: None))
    endpoint = Endpoint(
        "e", "Test", "https://api.example.com/v1", key_source=KeySource.ENVIRONMENT, key_variable="SOME_KEY"
    )
    with pytest.raises(KeyVariableMissing) as missing:
        access.reach(endpoint)
    assert missing.value.variable == "SOME_KEY"
    monkeypatch.setenv("SOME_KEY", "sk-1")
    assert access.reach(endpoint).key == "sk-1"


def test_what_keeps_no_key_is_not_asked_to_forget_one(access: Access, keys: Keys) -> None:
    keys.trouble = KeyringLocked()
    access.forget_key(PLAIN)
    with pytest.raises(KeyringLocked):
        access.forget_key(KEYED)


def test_a_local_model_is_reached_at_the_address_and_with_the_key_of_its_server(access: Access) -> None:
    reachable = access.reach(LOCAL)
    assert (reachable.endpoint.base_url, reachable.key) == (Running.base_url, Running.key)
    assert reachable.endpoint.id == LOCAL.id


def test_a_bundled_model_that_is_not_installed_is_missing(access: Access) -> None:
    with pytest.raises(LocalModelMissing):
        access.reach(Endpoint("e", "Local", "", kind=EndpointKind.LOCAL_MODEL))
    assert Path("model.gguf") != Path()
