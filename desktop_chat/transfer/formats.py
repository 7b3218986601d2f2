"""What a conversation can be exported as. By itself, because the window names the formats long before it writes one."""

from enum import StrEnum


class Format(StrEnum):
    MARKDOWN = "markdown"
    JSON = "json"
