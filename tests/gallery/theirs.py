"""Words that no translator is given: those of people, and the names of things."""

from __future__ import annotations

import re
from dataclasses import fields

from tests.gallery.content import CHINESE, MODELS

_WORD = re.compile(r"[A-Za-zÀ-ž]{2,}")
_KEYS = "Ctrl Alt Shift Enter Esc Space Tab Up Down Left Right PgUp PgDown Del Delete Backspace Home End Return Ins"
_PROVIDERS = (
    "OpenAI OpenRouter Moonshot Zhipu DashScope SiliconFlow Mistral Groq Gemini Anthropic Azure DeepSeek Kimi GLM"
)
_PROGRAMS = "Desktop Chat ChatGPT Claude Obsidian Pandoc llama cpp Ollama LM Studio vLLM Qwen English"
_OPERATORS = "role work assistant user tool one two model folder has code before after in is title branch any"
_FILES = "ackup harbour png back_up back up py chatgpt json notes home user chat db qwen qwen3"
_WIRE = """HTTP POST GET http https v1 chat completions api example com org gateway KB MB USD CNY stop stream_options
include_usage stream options include usage true false Rate limit reached for requests Incorrect API key provided weather
Oslo kup max_tokens JSON"""

TEXTS = "\n".join(str(getattr(CHINESE, field.name)) for field in fields(CHINESE))
"""Everything that the people in the pictures have written."""

WORDS = {
    word.lower()
    for text in (TEXTS, " ".join(MODELS), "Gateway", _KEYS, _PROVIDERS, _PROGRAMS, _OPERATORS, _FILES, _WIRE)
    for word in _WORD.findall(text)
}


def is_theirs(text: str) -> bool:
    """Whether a text with a number in it was written by somebody, or is the name of a model or an address."""
    bare = text.removesuffix(" — Desktop Chat").strip().strip("\u200f")
    return bare in TEXTS or bool(re.search(r"glm-4\.6|qwen3-1\.7b|\d+\.\d+\.\d+", text))
