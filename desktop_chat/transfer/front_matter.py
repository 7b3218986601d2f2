"""What stands above a text of Markdown between two lines of hyphens: names and values.

We write each value as JSON. Note programs write them anew in the YAML that they like best, so what is no JSON is taken
for words, and a list may have a line for each of its parts.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

_BLOCK = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_NAMED = re.compile(r"([A-Za-z_]\w*):(?:[ \t]+(.*))?")
_NOT_PLAIN_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_PART = re.compile(r"[ \t]*-[ \t]+(.*)")


def written(values: Mapping[str, Any]) -> str:
    """The block, without what has no value; JSON is read by YAML as it is."""
    lines = [f"{name}: {_json(value)}" for name, value in values.items() if value is not None]
    return "\n".join(["---", *lines, "---"])


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return _NOT_PLAIN_IN_YAML.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def split(text: str) -> tuple[dict[str, Any], str]:
    """The values, and the text below them."""
    block = _BLOCK.match(text)
    if block is None:
        return {}, text
    values: dict[str, Any] = {}
    name = ""
    for line in block.group(1).split("\n"):
        if named := _NAMED.fullmatch(line):
            name = named.group(1)
            values[name] = _value(named.group(2) or "")
        elif name and (part := _PART.fullmatch(line)):
            known = values[name] if isinstance(values[name], list) else []
            values[name] = [*known, _value(part.group(1))]
    return values, text[block.end() :]


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        stripped = text.strip()
        quoted = len(stripped) > 1 and stripped[0] == stripped[-1] == "'"
        return stripped[1:-1].replace("''", "'") if quoted else stripped
