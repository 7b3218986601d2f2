"""What the window may know of providers: their names, their addresses, whose key this is, which model to begin with.

A list of models tells neither what a model is for nor which is usual, and a beginner must not start with one that only
embeds or paints. Where a provider has a name that always means its usual chat model, that is taken.
"""

import re
from collections.abc import Sequence

from desktop_chat.providers.catalog import PROVIDERS, KnownProvider, recognise

__all__ = ["KnownProvider", "all_providers", "preferred_model", "providers", "recognise"]

# By provider, the best first; only names that providers keep pointing at something current.
_USUAL = {
    "openai": ("gpt-4.1-mini", "gpt-4o-mini", "chatgpt-4o-latest"),
    "openrouter": ("openrouter/auto",),
    "deepseek": ("deepseek-chat",),
    "moonshot": ("kimi-latest", "moonshot-v1-auto"),
    "zhipu": ("glm-4-plus", "glm-4-flash"),
    "dashscope": ("qwen-plus", "qwen-turbo"),
    "mistral": ("mistral-small-latest", "mistral-large-latest"),
    "gemini": ("gemini-flash-latest", "gemini-2.5-flash"),
}
_NO_CHAT = re.compile(
    r"embed|\bbge\b|rerank|moderation|guard|tts|speech|whisper|audio|transcri|realtime|voice|"
    r"image|dall-e|diffusion|imagen|\bflux\b|video|\bsora\b|\bveo\b|\bocr\b|davinci|babbage|\bwan\d",
    re.IGNORECASE,
)


def providers() -> tuple[KnownProvider, ...]:
    """Those with a fixed address: first the ones on the network, then the servers of this machine."""
    return tuple(known for known in all_providers() if not known.is_template)


def all_providers() -> tuple[KnownProvider, ...]:
    """Also those whose address has a part that only its owner knows, in braces."""
    return tuple(sorted(PROVIDERS, key=lambda known: known.is_local))


def preferred_model(known: KnownProvider | None, models: Sequence[str]) -> str | None:
    """The one to begin with: the provider's usual one, else the first that looks like one to talk with, else the first.

    None where there is no model.
    """
    by_name = {_bare(model): model for model in reversed(models)}
    usual = _USUAL.get(known.id, ()) if known else ()
    named = (by_name[name] for name in usual if name in by_name)
    talking = (model for model in models if not _NO_CHAT.search(model))
    return next(named, None) or next(talking, None) or next(iter(models), None)


def _bare(model: str) -> str:
    """Some lists name models with the folder that they are in."""
    return model.removeprefix("models/")
