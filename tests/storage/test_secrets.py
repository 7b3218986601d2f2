import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import keyring.core
import pytest
from keyring.errors import PasswordSetError

from desktop_chat.domain.errors import (
    BadKey,
    KeyringDenied,
    KeyringLocked,
    KeyringMissing,
    KeyringSlow,
    KeyringUnsafe,
    KeyVariableMissing,
    SecretError,
)
from desktop_chat.domain.models import Endpoint, KeySource
from desktop_chat.storage.secrets import SERVICE, KeyringState, Secrets
from tests.support import keyrings
from tests.support.keyrings import MemoryKeyring, RefusingKeyring, SlowKeyring
from tests.support.patience import PATIENCE_S

REMOTE = Endpoint("e1", "Remote", "https://api.example/v1", key_source=KeySource.KEYRING)
KEY = "sk-canary-0123456789"


@pytest.fixture(autouse=True)
def _fresh_keyrings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring.core, "_keyring_backend", None)
    monkeypatch.setattr(MemoryKeyring, "kept", {})
    monkeypatch.setattr(MemoryKeyring, "calls", [])
    monkeypatch.setattr(SlowKeyring, "release", threading.Event())


def using(monkeypatch: pytest.MonkeyPatch, backend: str, limit_s: float = 10) -> Secrets:
    """Secrets on a system whose key store is `backend`; those of the tests count as safe, but for the plain one."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", backend)
    trusted = {f"{keyrings.__name__}.{kind.__name__}" for kind in (MemoryKeyring, SlowKeyring, RefusingKeyring)}
    return Secrets(limit_s=limit_s, safe=lambda path: "Test keyring" if path in trusted else None)


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch) -> Secrets:
    return using(monkeypatch, keyrings.SAFE_ENOUGH)


def again(secrets: Secrets) -> Secrets:
    """As after a restart: nothing in memory."""
    return Secrets(safe=secrets._vault._safe)


# -- a safe keyring ----------------------------------------------------------------------------------------


def test_a_key_is_kept_in_the_keyring_and_survives_a_restart(secrets: Secrets) -> None:
    assert secrets.get(REMOTE) is None
    assert secrets.put(REMOTE, KEY)
    assert again(secrets).get(REMOTE) == KEY
    assert secrets.state() == KeyringState("Test keyring", safe=True)


def test_the_keyring_is_asked_once_a_run(secrets: Secrets) -> None:
    secrets.put(REMOTE, KEY)
    later = again(secrets)
    MemoryKeyring.calls.clear()
    assert [later.get(REMOTE) for _ in range(3)] == [KEY] * 3
    assert MemoryKeyring.calls == ["get"]


def test_a_forgotten_key_is_gone_from_both(secrets: Secrets) -> None:
    secrets.put(REMOTE, KEY)
    secrets.forget(REMOTE)
    assert secrets.get(REMOTE) is None
    assert MemoryKeyring.kept == {}
    secrets.forget(REMOTE)  # nothing there is no error


@pytest.mark.parametrize("other", ["http://api.example/v1", "https://api.example:8443/v1", "https://evil.example/v1"])
def test_a_key_belongs_to_one_scheme_host_and_port(secrets: Secrets, other: str) -> None:
    secrets.put(REMOTE, KEY)
    assert secrets.get(replace(REMOTE, base_url=other)) is None
    assert again(secrets).get(replace(REMOTE, base_url=other)) is None
    assert secrets.get(replace(REMOTE, base_url="https://API.example:443/v2")) == KEY
    assert secrets.get(replace(REMOTE, id="e2")) is None


def test_the_keyring_shows_a_person_what_the_entry_is_for(secrets: Secrets) -> None:
    secrets.put(REMOTE, KEY)
    assert list(MemoryKeyring.kept) == [(SERVICE, "e1 https://api.example:443")]


@pytest.mark.parametrize("pasted", [f"  {KEY}\n", f"{KEY}\r\n", f"\t{KEY}\u3000"])
def test_what_a_copy_brings_along_is_cut_off(secrets: Secrets, pasted: str) -> None:
    secrets.put(REMOTE, pasted)
    assert again(secrets).get(REMOTE) == KEY


@pytest.mark.parametrize("bad", ["", " \n", "sk-密钥", "sk-\x00", "sk-\nX-Injected: 1", "sk-“quoted”", "sk-\x7f"])
def test_what_no_header_can_carry_is_no_key(secrets: Secrets, bad: str) -> None:
    with pytest.raises(BadKey) as refused:
        secrets.put(REMOTE, bad)
    assert refused.value.endpoint == "Remote"
    assert not bad.strip() or bad not in str(refused.value)
    assert MemoryKeyring.kept == {}
    assert secrets.get(REMOTE) is None


# -- other sources ------------------------------------------------------------------------------------------


def test_an_endpoint_without_a_key_has_none_and_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = using(monkeypatch, f"{keyrings.__name__}.RefusingKeyring")
    assert secrets.get(replace(REMOTE, key_source=KeySource.NONE)) is None


def test_a_variable_is_read_at_each_request(monkeypatch: pytest.MonkeyPatch, secrets: Secrets) -> None:
    endpoint = replace(REMOTE, key_source=KeySource.ENVIRONMENT, key_variable="SOME_KEY")
    for value in (None, "", "  \n"):
        monkeypatch.delenv("SOME_KEY", raising=False) if value is None else monkeypatch.setenv("SOME_KEY", value)
        with pytest.raises(KeyVariableMissing) as missing:
            secrets.get(endpoint)
        assert (missing.value.endpoint, missing.value.variable) == ("Remote", "SOME_KEY")
    monkeypatch.setenv("SOME_KEY", f" {KEY} ")
    assert secrets.get(endpoint) == KEY
    monkeypatch.setenv("SOME_KEY", "another")
    assert secrets.get(endpoint) == "another"
    assert MemoryKeyring.calls == []
    with pytest.raises(KeyVariableMissing):
        secrets.get(replace(endpoint, key_variable=None))


# -- no safe keyring ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("backend", "problem", "name"),
    [
        ("keyring.backends.fail.Keyring", KeyringMissing, ""),
        ("keyring.backends.null.Keyring", KeyringMissing, ""),
        ("no.such.module.Keyring", KeyringMissing, ""),
        ("keyring.backends.SecretService.Keyring", KeyringMissing, ""),  # there is no session bus here
        (f"{keyrings.__name__}.PlainTextKeyring", KeyringUnsafe, f"{keyrings.__name__}.PlainTextKeyring"),
    ],
)
def test_without_a_safe_keyring_a_key_lives_for_this_run_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, backend: str, problem: type[SecretError], name: str
) -> None:
    monkeypatch.setenv("PLAIN_TEXT_KEYRING", str(tmp_path / "keys"))
    secrets = using(monkeypatch, backend)
    with pytest.raises(problem):
        secrets.get(REMOTE)
    assert not secrets.put(REMOTE, KEY)
    assert secrets.get(REMOTE) == KEY
    with pytest.raises(problem):
        again(secrets).get(REMOTE)
    state = secrets.state()
    assert (state.name, state.safe, type(state.problem)) == (name, False, problem)
    secrets.forget(REMOTE)
    with pytest.raises(problem):
        secrets.get(REMOTE)
    assert not (tmp_path / "keys").exists()


def test_of_a_chain_only_the_safe_members_are_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PLAIN_TEXT_KEYRING", str(tmp_path / "keys"))
    secrets = using(monkeypatch, "keyring.backends.chainer.ChainerBackend")
    assert secrets.put(REMOTE, KEY)
    assert again(secrets).get(REMOTE) == KEY
    secrets.forget(REMOTE)
    assert MemoryKeyring.kept == {}
    assert not (tmp_path / "keys").exists()


def test_a_chain_without_a_safe_member_is_unsafe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.chainer.ChainerBackend")
    with pytest.raises(KeyringUnsafe):
        Secrets().get(REMOTE)


# -- a keyring that refuses -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("refusal", "error"),
    [
        ("PasswordSetError", KeyringDenied),
        ("ForeignError", KeyringDenied),
        ("KeyringLocked", KeyringLocked),
        ("InitError", KeyringLocked),
        ("LockedException", KeyringLocked),
        ("ConnectionResetError", KeyringMissing),
        ("TimeoutError", KeyringSlow),
    ],
)
def test_a_refusal_is_told_in_our_terms_and_the_key_works_for_this_run(
    monkeypatch: pytest.MonkeyPatch, refusal: str, error: type[SecretError]
) -> None:
    monkeypatch.setattr(RefusingKeyring, "error", keyrings.REFUSALS[refusal])
    secrets = using(monkeypatch, f"{keyrings.__name__}.RefusingKeyring")
    with pytest.raises(error) as refused:
        secrets.get(REMOTE)
    assert refused.value.backend == "Test keyring"
    if error is KeyringMissing:
        assert not secrets.put(REMOTE, KEY)
    else:
        with pytest.raises(error):
            secrets.put(REMOTE, KEY)
    assert secrets.get(REMOTE) == KEY


def test_no_key_is_logged_or_shown(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(RefusingKeyring, "error", PasswordSetError(f"cannot keep {KEY}"))
    secrets = using(monkeypatch, f"{keyrings.__name__}.RefusingKeyring")
    with caplog.at_level(logging.DEBUG), pytest.raises(KeyringDenied) as refused:
        secrets.put(REMOTE, KEY)
    assert KEY not in caplog.text
    assert KEY not in str(refused.value)
    assert refused.value.__cause__ is None
    assert KEY not in repr(secrets) + repr(vars(secrets)["_vault"])


# -- a keyring that hangs -------------------------------------------------------------------------------------


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> Iterator[Secrets]:
    yield using(monkeypatch, f"{keyrings.__name__}.SlowKeyring", limit_s=0.1)
    SlowKeyring.release.set()
    for thread in threading.enumerate():
        if thread.name == "keyring":
            thread.join(PATIENCE_S)


def keyring_threads() -> int:
    return sum(thread.name == "keyring" for thread in threading.enumerate())


def test_a_call_that_hangs_is_given_up_and_not_repeated(hanging: Secrets) -> None:
    for _ in range(5):
        with pytest.raises(KeyringSlow):
            hanging.get(REMOTE)
    assert keyring_threads() == 1
    state = hanging.state()
    assert (state.safe, type(state.problem)) == (False, KeyringSlow)


def test_an_answer_that_comes_late_is_kept(hanging: Secrets) -> None:
    MemoryKeyring.kept[SERVICE, "e1 https://api.example:443"] = KEY
    with pytest.raises(KeyringSlow):
        hanging.get(REMOTE)
    SlowKeyring.release.set()
    for thread in threading.enumerate():
        if thread.name == "keyring":
            thread.join(PATIENCE_S)
    MemoryKeyring.kept.clear()
    assert hanging.get(REMOTE) == KEY


def test_a_late_answer_does_not_replace_a_newer_key(hanging: Secrets) -> None:
    MemoryKeyring.kept[SERVICE, "e1 https://api.example:443"] = "sk-old"
    with pytest.raises(KeyringSlow):
        hanging.get(REMOTE)
    with pytest.raises(KeyringSlow):
        hanging.put(REMOTE, KEY)
    SlowKeyring.release.set()
    for thread in threading.enumerate():
        if thread.name == "keyring":
            thread.join(PATIENCE_S)
    assert hanging.get(REMOTE) == KEY


def test_once_it_answers_again_it_is_asked_again(hanging: Secrets) -> None:
    with pytest.raises(KeyringSlow):
        hanging.get(REMOTE)
    SlowKeyring.release.set()
    for thread in threading.enumerate():
        if thread.name == "keyring":
            thread.join(PATIENCE_S)
    assert hanging.put(REMOTE, KEY)


def test_many_that_ask_at_once_wait_for_each_other_and_no_longer_than_the_limit(hanging: Secrets) -> None:
    endpoints = [replace(REMOTE, id=f"e{number}") for number in range(8)]

    def ask(endpoint: Endpoint) -> bool:
        try:
            hanging.get(endpoint)
        except KeyringSlow:
            return True
        return False

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, endpoints))
    assert keyring_threads() == 1


def test_the_keyring_library_is_loaded_only_when_a_key_is_wanted() -> None:
    code = (
        "import sys; from desktop_chat.storage.secrets import Secrets; Secrets(); assert 'keyring' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
