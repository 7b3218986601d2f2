"""`python -m tests.words.missing`: what the Chinese catalogue lacks, and `--add ENGLISH CHINESE` to fill it.

The catalogue is a file of Qt Linguist and can be opened there; `lupdate` cannot bring it up to date, because it knows
neither `later` nor a plural with two forms in the source. `--add` does that: it sorts the file, so that two changes
seldom meet, and writes it as Linguist does.
"""

import argparse
import sys
from pathlib import Path
from xml.sax.saxutils import escape

from desktop_chat.words import linguist
from tests.words.scan import CATALOGUE, faults, placeholders, texts

_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>desktop_chat</name>
"""
_END = "</context>\n</TS>\n"


def entries(path: Path = CATALOGUE) -> dict[str, str]:
    """What each text is in Chinese, which has one form for any number."""
    found = linguist.read(path)
    return found.said | {source: forms[0] for source, forms in found.counted.items()}


def write(stored: dict[str, str], path: Path = CATALOGUE) -> None:
    """The catalogue, sorted, whole or not at all."""
    beside = path.with_suffix(".new")
    beside.write_text(as_text(stored), encoding="utf-8")
    beside.replace(path)


def as_text(stored: dict[str, str]) -> str:
    ones = {text.key: text.texts[0] for text in texts() if len(text.texts) > 1}
    return "".join((_HEAD, *(_message(source, stored[source], ones.get(source)) for source in sorted(stored)), _END))


def _message(source: str, text: str, one: str | None) -> str:
    """`one` is the English form for a single thing, for what is counted; it stands there as a remark."""
    said = [f"        <source>{_written(source)}</source>"]
    if one is None:
        said.append(f"        <translation>{_written(text)}</translation>")
    else:
        said.append(f"        <extracomment>One: {_written(one)}</extracomment>")
        said.append("        <translation>")
        said.append(f"            <numerusform>{_written(text)}</numerusform>")
        said.append("        </translation>")
    head = "    <message>" if one is None else '    <message numerus="yes">'
    return "".join(f"{line}\n" for line in (head, *said, "    </message>"))


def _written(text: str) -> str:
    """As Linguist writes it."""
    return escape(text, {'"': "&quot;", "'": "&apos;"})


def report(stored: dict[str, str]) -> list[str]:
    """One line for each thing that is wrong."""
    wanted = texts()
    keys = {text.key for text in wanted}
    lines = [f"not translatable  {fault}" for fault in faults()]
    lines += sorted({f"missing  {text.key!r}  ({text.where})" for text in wanted if text.key not in stored})
    lines += [f"unused  {key!r}" for key in sorted(stored.keys() - keys)]
    lines += [f"other placeholders  {key!r}" for key, text in stored.items() if placeholders(key) != placeholders(text)]
    return lines


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.words.missing", description=__doc__)
    parser.add_argument("--add", nargs=2, action="append", default=[], metavar=("ENGLISH", "CHINESE"))
    parser.add_argument("--remove", action="append", default=[], metavar="ENGLISH")
    options = parser.parse_args(arguments)
    stored = entries()
    if options.add or options.remove:
        changed = stored | dict(options.add)
        write({key: text for key, text in changed.items() if key not in options.remove})
        stored = entries()
    lines = report(stored)
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
