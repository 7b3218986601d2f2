"""A system prompt and parameters under a name, to be used in any conversation."""

from dataclasses import field, replace

from desktop_chat.domain.messages import Conversation
from desktop_chat.domain.models import Options
from desktop_chat.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Preset:
    """The name is how a person tells it from others, so there is one of each."""

    name: str
    system_prompt: str = ""
    options: Options = field(default_factory=Options)


def preset_of(name: str, conversation: Conversation) -> Preset:
    """What this conversation has set itself, under that name."""
    return Preset(name, conversation.policy.system_prompt, conversation.options)


def applied(preset: Preset, conversation: Conversation) -> Conversation:
    """With the preset's prompt and parameters instead of its own; which messages are sent stays as it was."""
    policy = replace(conversation.policy, system_prompt=preset.system_prompt)
    return replace(conversation, policy=policy, options=preset.options)
