"""Keys in the environment end with the process that they are for."""

from __future__ import annotations

import pytest

from desktop_chat.domain.inherited import without_keys


@pytest.mark.parametrize(
    "name", ["OPENAI_API_KEY", "openai_api_key", "HF_TOKEN", "AWS_SECRET_ACCESS_KEY", "DB_PASSWORD", "MY_KEY_2", "KEY"]
)
def test_keys_are_not_inherited(name: str) -> None:
    assert without_keys({name: "canary", "PATH": "/bin"}) == {"PATH": "/bin"}


@pytest.mark.parametrize(
    "name",
    ["PATH", "HOME", "XAUTHORITY", "SSH_AUTH_SOCK", "GNOME_KEYRING_CONTROL", "KEYBOARD", "PYTHON_KEYRING_BACKEND"],
)
def test_everything_else_is(name: str) -> None:
    assert without_keys({name: "here"}) == {name: "here"}
