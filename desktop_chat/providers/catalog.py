"""Providers that people know by name, as data: where they are, and what their keys look like.

So that a pasted key finds its address by itself, and a server on this machine is found by its usual port. Nothing
here touches the network. A provider that is not listed works as well: it only has to be typed in.
"""

import re
from enum import StrEnum

from desktop_chat.domain.values import dataclass


class LimitParameter(StrEnum):
    """What a provider calls the limit of the output; an endpoint that refuses one is asked with the other."""

    MAX_TOKENS = "max_tokens"
    MAX_COMPLETION_TOKENS = "max_completion_tokens"


@dataclass(frozen=True, slots=True)
class KnownProvider:
    """`base_url` may hold `{placeholders}` to be filled in. `key_pattern` matches a whole key that can only be theirs;
    empty where keys look like those of others. `key_host` is where people make keys.
    """

    id: str
    name: str
    base_url: str
    key_host: str = ""
    key_pattern: str = ""
    limit_parameter: LimitParameter = LimitParameter.MAX_TOKENS
    is_local: bool = False

    @property
    def is_template(self) -> bool:
        return "{" in self.base_url


_NEWER_LIMIT = LimitParameter.MAX_COMPLETION_TOKENS

PROVIDERS = (
    KnownProvider(
        "openai",
        "OpenAI",
        "https://api.openai.com/v1",
        "platform.openai.com",
        r"sk-(?:proj|svcacct|admin|None)-[\w-]{20,}|sk-\w+T3BlbkFJ\w+",
        _NEWER_LIMIT,
    ),
    KnownProvider(
        "azure",
        "Azure OpenAI",
        "https://{resource}.openai.azure.com/openai/v1",
        "portal.azure.com",
        limit_parameter=_NEWER_LIMIT,
    ),
    KnownProvider("openrouter", "OpenRouter", "https://openrouter.ai/api/v1", "openrouter.ai", r"sk-or-[\w-]{20,}"),
    KnownProvider("deepseek", "DeepSeek", "https://api.deepseek.com/v1", "platform.deepseek.com"),
    KnownProvider("moonshot", "Kimi (Moonshot)", "https://api.moonshot.cn/v1", "platform.moonshot.cn"),
    KnownProvider(
        "zhipu",
        "GLM (Zhipu)",
        "https://open.bigmodel.cn/api/paas/v4",
        "open.bigmodel.cn",
        r"[0-9a-f]{32}\.[A-Za-z0-9]{16}",
    ),
    KnownProvider(
        "dashscope",
        "Qwen (DashScope)",
        "https://dashscope.aliyuncs.com/compatible-mode/v1",
        "bailian.console.aliyun.com",
    ),
    KnownProvider("siliconflow", "SiliconFlow", "https://api.siliconflow.cn/v1", "cloud.siliconflow.cn"),
    KnownProvider("mistral", "Mistral", "https://api.mistral.ai/v1", "console.mistral.ai"),
    KnownProvider("groq", "Groq", "https://api.groq.com/openai/v1", "console.groq.com", r"gsk_\w{20,}", _NEWER_LIMIT),
    KnownProvider(
        "gemini",
        "Gemini",
        "https://generativelanguage.googleapis.com/v1beta/openai",
        "aistudio.google.com",
        r"AIza[\w-]{35}",
    ),
    KnownProvider(
        "anthropic", "Anthropic", "https://api.anthropic.com/v1", "console.anthropic.com", r"sk-ant-[\w-]{20,}"
    ),
    KnownProvider("ollama", "Ollama", "http://localhost:11434/v1", is_local=True),
    KnownProvider("lm_studio", "LM Studio", "http://localhost:1234/v1", is_local=True),
    KnownProvider("llama_cpp", "llama.cpp", "http://localhost:8080/v1", is_local=True),
    KnownProvider("vllm", "vLLM", "http://localhost:8000/v1", is_local=True),
)


def recognise(key: str) -> KnownProvider | None:
    """Whose key this is; None where it could be several providers', or nobody's."""
    key = key.strip()
    return next((one for one in PROVIDERS if one.key_pattern and re.fullmatch(one.key_pattern, key)), None)


def local_servers() -> tuple[KnownProvider, ...]:
    """The servers to look for on this machine, at the ports they take when nobody tells them otherwise."""
    return tuple(one for one in PROVIDERS if one.is_local)
