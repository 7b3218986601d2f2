"""`python -m tests.words.missing`: what the Chinese catalogue lacks, and `--add ENGLISH CHINESE` to fill it.

`--add` sorts the file and keeps an entry a line, so that two changes never meet on one line.
"""

import argparse
import json
import sys
from pathlib import Path

from tests.words.scan import CATALOGUE, faults, placeholders, texts


def entries(path: Path = CATALOGUE) -> dict[str, str]:
    stored = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(stored, dict)
    return stored


def write(stored: dict[str, str], path: Path = CATALOGUE) -> None:
    """The catalogue, sorted, whole or not at all."""
    beside = path.with_suffix(".new")
    beside.write_text(as_text(stored), encoding="utf-8")
    beside.replace(path)


def as_text(stored: dict[str, str]) -> str:
    return json.dumps(stored, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


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
