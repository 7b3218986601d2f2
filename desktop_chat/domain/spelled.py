"""A request written so that others can read or repeat it: as a shell command, as a Python script, as JSON.

What runs sends the same bytes as the program does. A key is in none of the forms: it stands as a variable of the shell
that whoever repeats the request has to set.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from desktop_chat.domain.models import KEY_PLACEHOLDER, KEY_VARIABLE, takes_key
from desktop_chat.domain.values import dataclass
from desktop_chat.domain.wire import WireMessage, encode_body

_SECRET_HEADER = re.compile(r"(?i)auth|key|token|secret|cookie|password|credential|signature")
_LONGEST_ARGUMENT = 100_000  # bytes; Linux starts no program with a single argument of 128 KiB
_INDENT = "    "
_LEVELS_IN_LINES = 2  # the body and its messages; a message itself is one line


class Form(StrEnum):
    CURL = "curl"
    PYTHON = "python"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class WireRequest:
    """What is sent, or would be, but for the key: `wire` and `parameters` are the body before it is written out."""

    url: str
    headers: Mapping[str, str]
    wire: Sequence[WireMessage]
    parameters: Mapping[str, Any]

    @property
    def body(self) -> bytes:
        """The exact bytes, made when they are asked for: those of a long conversation take their time."""
        return encode_body(self.wire, self.parameters)

    def spelled(self, form: Form) -> str:
        return spelled(form, self.url, self.headers, self.body)


def completions_url(base_url: str) -> str:
    """Where an endpoint takes its requests."""
    return f"{base_url}/chat/completions"


def without_secrets(headers: Mapping[str, str]) -> dict[str, str]:
    """Headers that a person added, with the values of those that carry a secret left out."""
    return {
        name: KEY_PLACEHOLDER if _SECRET_HEADER.search(name) and not takes_key(value) else value
        for name, value in headers.items()
    }


def spelled(form: Form, url: str, headers: Mapping[str, str], body: bytes) -> str:
    """`headers` are those that a person added; `body` is JSON in UTF-8. As JSON that is all there is, to the letter."""
    match form:
        case Form.CURL:
            return as_curl(url, headers, body)
        case Form.PYTHON:
            return as_python(url, headers, body)
        case Form.JSON:
            return body.decode()


def as_curl(url: str, headers: Mapping[str, str], body: bytes) -> str:
    """One shell command. A body too long to be an argument comes through a pipe from a command of the shell's own."""
    import shlex

    text = shlex.quote(body.decode())
    piped = len(text.encode()) > _LONGEST_ARGUMENT
    lines = [
        f"printf %s {text} | curl {shlex.quote(url)}" if piped else f"curl {shlex.quote(url)}",
        "-H 'Content-Type: application/json'",
        *([] if any(map(takes_key, headers.values())) else [f'-H "Authorization: Bearer {KEY_PLACEHOLDER}"']),
        *(f"-H {_shell_header(name, value)}" for name, value in without_secrets(headers).items()),
        "--data-binary @-" if piped else f"--data-raw {text}",
    ]
    return " \\\n  ".join(lines)


def _shell_header(name: str, value: str) -> str:
    import shlex

    return f'"{name}: {value}"' if takes_key(value) else shlex.quote(f"{name}: {value}")


def as_python(url: str, headers: Mapping[str, str], body: bytes) -> str:
    """A script for `requests`. It writes the body as this program does, so that not a byte differs."""
    return "\n".join(
        [
            "import json",
            "import os",
            "",
            "import requests",
            "",
            f'key = os.environ.get("{KEY_VARIABLE}", "")',  # as in a shell; a server at home asks for none
            f"body = {_literal(json.loads(body))}",
            "response = requests.post(",
            f"{_INDENT}{_text(url)},",
            f"{_INDENT}headers={{",
            *(f"{_INDENT * 2}{line}," for line in _python_headers(headers)),
            f"{_INDENT}}},",
            f'{_INDENT}data=json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(),',
            ")",
            "print(response.text)",
        ]
    )


def _python_headers(headers: Mapping[str, str]) -> Iterator[str]:
    yield '"Content-Type": "application/json"'
    if not any(map(takes_key, headers.values())):
        yield '"Authorization": f"Bearer {key}"'
    for name, value in without_secrets(headers).items():
        yield f"{_text(name)}: {_python_value(value)}"


def _python_value(value: str) -> str:
    if not takes_key(value):
        return _text(value)
    return "key" if value == KEY_PLACEHOLDER else f'f"{value.replace(KEY_PLACEHOLDER, "{key}")}"'


def _literal(value: Any, depth: int = 0) -> str:
    """A value of JSON in Python's own words; the outer levels have a line for each of their parts."""
    match value:
        case dict():
            named = [f"{_text(name)}: {_literal(inner, depth + 1)}" for name, inner in value.items()]
            return _bracketed("{}", named, depth)
        case list():
            return _bracketed("[]", [_literal(inner, depth + 1) for inner in value], depth)
        case str():
            return _text(value)
    return repr(value)


def _bracketed(brackets: str, parts: list[str], depth: int) -> str:
    opening, closing = brackets[0], brackets[1]
    if depth >= _LEVELS_IN_LINES or not parts:
        return f"{opening}{', '.join(parts)}{closing}"
    inside = "".join(f"{_INDENT * (depth + 1)}{part},\n" for part in parts)
    return f"{opening}\n{inside}{_INDENT * depth}{closing}"


def _text(text: str) -> str:
    """In double quotes; what cannot be seen is written by its number."""
    quoted = json.dumps(text, ensure_ascii=False)
    return quoted if quoted.isprintable() else "".join(c if c.isprintable() else _escape(c) for c in quoted)


def _escape(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
