"""What is known of providers is consistent with itself."""

import pytest

from desktop_chat.domain.models import needs_confirmation, normalised_address
from desktop_chat.providers.catalog import PROVIDERS, KnownProvider, local_servers, recognise

KEYS = {
    "sk-proj-" + "aB3_-x" * 20: "openai",
    "sk-svcacct-" + "aB3x" * 20: "openai",
    "sk-" + "a1B2" * 5 + "T3BlbkFJ" + "c3D4" * 5: "openai",
    "sk-or-v1-" + "0a" * 32: "openrouter",
    "sk-ant-api03-" + "aB3_-x" * 15: "anthropic",
    "gsk_" + "aB3x" * 13: "groq",
    "AIza" + "Sy-_x" * 7: "gemini",
    "0123456789abcdef" * 2 + ".AbCdEfGh12345678": "zhipu",
}


@pytest.mark.parametrize("provider", PROVIDERS, ids=lambda provider: provider.id)
def test_an_address_is_one_that_requests_can_go_to(provider: KnownProvider) -> None:
    address = provider.base_url.format(resource="mine")
    assert normalised_address(address) == address
    assert not needs_confirmation(address)
    assert provider.is_template == ("{" in provider.base_url)


def test_names_and_ids_are_unique() -> None:
    assert len({one.id for one in PROVIDERS}) == len({one.name for one in PROVIDERS}) == len(PROVIDERS)


@pytest.mark.parametrize("key", KEYS)
def test_a_pasted_key_finds_its_provider(key: str) -> None:
    for pasted in (key, f"  {key}\n"):
        found = recognise(pasted)
        assert found
        assert found.id == KEYS[key]


@pytest.mark.parametrize(
    "key", ["", "sk-", "hello", "sk-" + "0a" * 16, "0" * 32, "sk-proj-", "https://api.openai.com/v1"]
)
def test_a_key_that_could_be_several_providers_is_nobodys(key: str) -> None:
    assert recognise(key) is None


def test_local_servers_are_on_this_machine_and_remote_ones_have_a_page_for_keys() -> None:
    assert [one.id for one in local_servers()] == ["ollama", "lm_studio", "llama_cpp", "vllm"]
    for one in PROVIDERS:
        assert one.is_local == one.base_url.startswith("http://localhost:")
        assert bool(one.key_host) != one.is_local
