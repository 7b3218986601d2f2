"""Write the licences of everything that is shipped into resources/licences/texts, each as its makers wrote it.

They lie in the packages that .venv has, so it is run there, after the lock has changed. What this system does not
install, or what comes without a text, was laid there by hand and is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import shipped

_A_TEXT = re.compile(r"\.dist-info/(?:.*/)?(?:licen[cs]e|copying|notice)[^/]*$", re.IGNORECASE)


def main() -> None:
    shipped.TEXTS.mkdir(exist_ok=True)
    for package in shipped.packages():
        if texts := "\n\n".join(_texts_of(package.name)):
            lines = (line.rstrip() for line in texts.expandtabs().splitlines())
            (shipped.TEXTS / f"{package.name}.txt").write_text("\n".join(lines).strip("\n") + "\n", encoding="utf-8")


def _texts_of(name: str) -> Iterator[str]:
    try:
        files = metadata.distribution(name).files or []
    except metadata.PackageNotFoundError:
        return
    for file in sorted(files, key=str):
        if _A_TEXT.search(str(file)):
            yield Path(str(file.locate())).read_text(encoding="utf-8")


if __name__ == "__main__":
    main()
