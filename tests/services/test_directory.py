"""What the window may know of providers, and the model that a beginner starts with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.domain.models import needs_confirmation, normalised_address
from desktop_chat.services.directory import KnownProvider, preferred_model, providers, recognise

BY_ID = {known.id: known for known in providers()}


def test_only_providers_with_a_fixed_address_are_offered_each_once() -> None:
    assert len({known.name for known in providers()}) == len(providers())
    for known in providers():
        assert "{" not in known.base_url
        assert normalised_address(known.base_url) == known.base_url
        assert not needs_confirmation(known.base_url)


def test_providers_on_the_network_come_before_servers_on_this_machine() -> None:
    places = [known.is_local for known in providers()]
    assert places == sorted(places)
    assert set(places) == {True, False}


def test_a_key_that_can_only_be_theirs_names_its_provider() -> None:
    known = recognise(f"sk-or-v1-{'a' * 40}")
    assert known is not None
    assert known.name == "OpenRouter"
    assert recognise("") is None
    assert recognise("sk-" + "a" * 32) is None


@pytest.mark.parametrize(
    ("provider", "models", "expected"),
    [
        ("openai", ("babbage-002", "dall-e-3", "gpt-4o", "gpt-4o-mini", "whisper-1"), "gpt-4o-mini"),
        ("openai", ("babbage-002", "dall-e-3", "gpt-9", "tts-1", "whisper-1"), "gpt-9"),
        ("deepseek", ("deepseek-chat", "deepseek-reasoner"), "deepseek-chat"),
        ("gemini", ("models/embedding-001", "models/gemini-flash-latest"), "models/gemini-flash-latest"),
        ("mistral", ("codestral-latest", "mistral-embed", "mistral-small-latest"), "mistral-small-latest"),
        ("ollama", ("bge-m3", "nomic-embed-text", "qwen3:4b"), "qwen3:4b"),
        (None, ("text-embedding-3-small", "rerank-2", "omni-moderation-latest", "chat"), "chat"),
        (None, ("gpt-image-1", "gpt-4o-transcribe", "gpt-4o-realtime-preview", "o4"), "o4"),
        (None, ("text-embedding-3-small",), "text-embedding-3-small"),
        (None, (), None),
    ],
)
def test_one_begins_with_a_model_to_talk_with(
    provider: str | None, models: tuple[str, ...], expected: str | None
) -> None:
    assert preferred_model(BY_ID[provider] if provider else None, models) == expected


@given(st.lists(st.text(min_size=1)), st.sampled_from([*providers(), None]))
def test_whatever_a_server_lists_one_of_it_is_chosen(models: list[str], known: KnownProvider | None) -> None:
    chosen = preferred_model(known, models)
    assert chosen in models if models else chosen is None
