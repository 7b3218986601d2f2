"""Write the bill of materials: what the program is shipped with, as CycloneDX 1.6 in JSON.

It is made of the lock and the table of licences alone, so it is the same wherever it is made, and needs no package that
a run does not need.

    sbom.py FILE
"""

from __future__ import annotations

import json
import re
import sys
import uuid
from pathlib import Path
from typing import Any

import pins
import shipped

_SPDX = re.compile(r"[A-Za-z0-9.+-]+(?: (?:OR|AND) [A-Za-z0-9.+-]+)*")
_BESIDES = (
    ("Phosphor icons", "MIT", "data"),
    ("STIX Two Math", "OFL-1.1", "data"),
    ("DejaVu Sans", "Bitstream-Vera", "data"),
    ("SmolLM2-135M-Instruct", "Apache-2.0", "machine-learning-model"),
)


def bill() -> dict[str, Any]:
    """The document. Its serial number is made of what it says."""
    packages = shipped.packages()
    known = {package.name for package in packages}
    program = _program()
    depends: dict[str, list[str]] = {_reference(package): [] for package in packages}
    depends[program["bom-ref"]] = []
    references = {package.name: _reference(package) for package in packages}
    for package in packages:
        for wanter in package.wanted_by:
            place = references[wanter] if wanter in known else program["bom-ref"]
            depends[place].append(_reference(package))
    document: dict[str, Any] = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": program},
        "components": [*map(_component, packages), *_others()],
        "dependencies": [{"ref": ref, "dependsOn": sorted(set(ons))} for ref, ons in sorted(depends.items())],
    }
    said = json.dumps(document, sort_keys=True)
    return {**document, "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, said)}"}


def _program() -> dict[str, Any]:
    source = (pins.ROOT / "desktop_chat" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'__version__ = "([^"]+)"', source)
    assert found
    return {
        "type": "application",
        "bom-ref": "desktop-chat",
        "name": "desktop-chat",
        "version": found[1],
        "licenses": [{"license": {"id": "MIT"}}],
    }


def _component(package: shipped.Package) -> dict[str, Any]:
    component: dict[str, Any] = {
        "type": "library",
        "bom-ref": _reference(package),
        "name": package.name,
        "version": package.version,
        "purl": _reference(package),
        "licenses": [_licence(shipped.licence_names()[package.name])],
        "externalReferences": [
            {
                "type": "distribution",
                "url": f"https://pypi.org/project/{package.name}/{package.version}/",
                "hashes": [{"alg": "SHA-256", "content": digest} for digest in package.hashes],
            }
        ],
    }
    if package.marker:
        component["scope"] = "optional"
        component["properties"] = [{"name": "desktop-chat:only-where", "value": package.marker}]
    return component


def _others() -> list[dict[str, Any]]:
    """What lies inside of packages, and has makers of its own."""
    return [
        {"type": kind, "bom-ref": name, "name": name, "licenses": [_licence(licence)]}
        for name, licence, kind in _BESIDES
    ]


def _licence(words: str) -> dict[str, Any]:
    """One of SPDX by its id, a choice as an expression, anything else by its name."""
    spelled = words.replace(" or ", " OR ")
    if not _SPDX.fullmatch(spelled):
        return {"license": {"name": words}}
    return {"expression": spelled} if " " in spelled else {"license": {"id": spelled}}


def _reference(package: shipped.Package) -> str:
    return f"pkg:pypi/{package.name}@{package.version}"


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        sys.stderr.write((__doc__ or "").strip() + "\n")
        return 2
    target = Path(arguments[0])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(bill(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
