"""What is shipped is known: each library with its version, its checksums, its licence and the words of that."""

from __future__ import annotations

import re
import uuid
from importlib import metadata
from typing import Any

import pytest

import pins
import sbom
import shipped
from tests.setup.test_lock import pins_of

SPDX = {
    *("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "Bitstream-Vera", "LGPL-3.0-only", "MIT", "MIT-0", "MPL-2.0"),
    "OFL-1.1",
}


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    return sbom.bill()


def test_all_that_is_locked_is_shipped_but_for_what_only_builds() -> None:
    names = {package.name for package in shipped.packages()}
    assert names == set(pins_of(pins.RUN_REQUIREMENTS)) - shipped.BUILD_ONLY
    assert all(package.hashes and package.wanted_by for package in shipped.packages())


def test_every_library_of_a_run_has_its_licence_named_and_its_text_beside_it() -> None:
    names, texts = shipped.licence_names(), {path.stem: path for path in shipped.TEXTS.glob("*.txt")}
    wanted = {package.name for package in shipped.packages()}
    assert wanted - names.keys() == set()
    assert wanted - texts.keys() == set()
    assert [name for name, path in texts.items() if path.stat().st_size < 200 or "\r" in path.read_text("utf-8")] == []


def test_no_library_is_named_that_is_not_shipped() -> None:
    besides = {"phosphor", "stix", "dejavu", "smollm2-135m-instruct"}
    named = shipped.licence_names().keys() - besides - {"package", "what"}
    assert named - {package.name for package in shipped.packages()} == set()


def test_the_table_says_what_the_packages_say_of_themselves() -> None:
    names, differing = shipped.licence_names(), {}
    for package in shipped.packages():
        try:
            said = str(metadata.metadata(package.name).json.get("license_expression", ""))
        except metadata.PackageNotFoundError:
            continue
        if said and said != "any-OSI" and names[package.name].replace(" or ", " OR ") not in said:
            differing[package.name] = (names[package.name], said)
    assert differing == {}


def test_the_bill_names_each_part_once_and_what_it_is_licensed_under(bill: dict[str, Any]) -> None:
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    uuid.UUID(bill["serialNumber"].removeprefix("urn:uuid:"))
    parts = [bill["metadata"]["component"], *bill["components"]]
    references = [part["bom-ref"] for part in parts]
    assert len(references) == len(set(references))
    for part in parts:
        assert part["type"] in {"application", "library", "data", "machine-learning-model"}
        (licence,) = part["licenses"]
        named = licence.get("expression") or licence["license"].get("id", "")
        assert set(named.split(" OR ")) - {""} <= SPDX, part["name"]


def test_the_bill_has_every_locked_checksum_and_an_address_of_the_package(bill: dict[str, Any]) -> None:
    libraries = {part["name"]: part for part in bill["components"] if part["type"] == "library"}
    assert libraries.keys() == {package.name for package in shipped.packages()}
    for package in shipped.packages():
        part = libraries[package.name]
        assert part["purl"] == f"pkg:pypi/{package.name}@{package.version}"
        hashes = [one["content"] for one in part["externalReferences"][0]["hashes"]]
        assert tuple(hashes) == package.hashes
        assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in hashes)


def test_every_library_is_reached_from_the_program(bill: dict[str, Any]) -> None:
    depends = {one["ref"]: one["dependsOn"] for one in bill["dependencies"]}
    reached, waiting = set[str](), ["desktop-chat"]
    while waiting:
        if (one := waiting.pop()) not in reached:
            reached.add(one)
            waiting += depends[one]
    assert reached == {"desktop-chat", *(part["purl"] for part in bill["components"] if "purl" in part)}


def test_the_same_lock_makes_the_same_bill(bill: dict[str, Any]) -> None:
    assert sbom.bill() == bill
