"""What lies together in an export is opened by fixed names, and not at all where it is not what it seems."""

import contextlib
import io
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_chat.domain.unreadable import (
    ArchiveBroken,
    ArchiveLocked,
    ImportUnreadable,
    PackedTooTightly,
    TooMuchInside,
)
from desktop_chat.transfer import bundles
from desktop_chat.transfer.bundles import Bundle, opened
from desktop_chat.transfer.elements import Cut, Readable


def archive(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return path


def _all_of(file: Readable) -> bytes:
    """Up to the damage that must be there."""
    found = b""
    with contextlib.suppress(Cut):
        while data := file.read(1000):
            found += data
        pytest.fail("no damage was met")
    return found


def names(path: Path) -> list[str]:
    with opened(path) as bundle:
        return sorted(bundle.members)


def test_a_file_by_itself_is_a_bundle_of_one(tmp_path: Path) -> None:
    (tmp_path / "any.thing").write_bytes(b"[1]")
    with opened(tmp_path / "any.thing") as bundle, bundle.reading("any.thing") as file:
        assert file.read(9) == b"[1]"
        assert bundle.read == 3


def test_an_archive_is_told_by_its_first_bytes(tmp_path: Path) -> None:
    path = archive(tmp_path / "export.json", {"a": b"1", "inner/b": b"2"})
    assert names(path) == ["a", "b"]


def test_of_several_files_with_one_name_the_highest_counts(tmp_path: Path) -> None:
    path = archive(tmp_path / "e.zip", {"deep/er/a": b"3", "a": b"1", "b/a": b"2", "__MACOSX/c": b""})
    with opened(path) as bundle:
        assert bundle.content("a", 10) == b"1"
        assert sorted(bundle.members) == ["a"]


def test_no_path_of_an_archive_is_used(tmp_path: Path) -> None:
    path = archive(tmp_path / "e.zip", {"../../evil.json": b"[]", "C:\\evil2.json": b"[]"})
    before = sorted(tmp_path.iterdir())
    assert names(path) == ["evil.json", "evil2.json"]
    assert sorted(tmp_path.iterdir()) == before


def test_a_folder_is_looked_into_as_deep_as_our_exports_go_and_along_no_link(tmp_path: Path) -> None:
    export, other = tmp_path / "export", tmp_path / "other"
    deepest = export / "Work" / "Letters" / "Tides_assets"
    for folder in (deepest / "deeper", other):
        folder.mkdir(parents=True)
    (export / "a").write_bytes(b"1")
    (deepest / "b").write_bytes(b"2")
    (deepest / "deeper" / "c").write_bytes(b"3")
    (other / "d").write_bytes(b"4")
    (export / "link").symlink_to(other)
    (export / "e").symlink_to(other / "d")
    assert names(export) == ["a", "b"]


def test_an_archive_that_would_unfold_too_far_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "bomb.zip", {"a": b" " * 10_000_000, "b": os.urandom(100)})
    with opened(path) as bundle:
        assert bundle.check(["b"]) == 100
        with pytest.raises(PackedTooTightly) as refused:
            bundle.check(["a", "b"])
        with pytest.raises(PackedTooTightly):
            bundle.content("a", 10**9)
    assert (refused.value.name, refused.value.ratio) == ("bomb.zip", 100)


def test_an_archive_that_lies_about_sizes_gives_no_more_than_it_says(tmp_path: Path) -> None:
    content = bytearray(archive(tmp_path / "lie.zip", {"a": b" " * 1_000_000}).read_bytes())
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", content, content.index(signature) + offset, 2000)
    (tmp_path / "lie.zip").write_bytes(content)
    with opened(tmp_path / "lie.zip") as bundle:
        assert bundle.check(["a"]) == 2000
        with bundle.reading("a") as file:
            assert len(_all_of(file)) <= 2000


def test_four_gigabytes_are_read_and_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "_GIGABYTE", 10)
    (tmp_path / "a").write_bytes(b"x" * 41)
    with opened(tmp_path / "a") as bundle:
        with pytest.raises(TooMuchInside):
            bundle.check(["a"])
        with bundle.reading("a") as file:
            file.read(40)
            with pytest.raises(TooMuchInside):
                file.read(1)


def test_an_archive_that_asks_for_a_password_is_refused(tmp_path: Path) -> None:
    content = bytearray(archive(tmp_path / "locked.zip", {"a": b"1"}).read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    (tmp_path / "locked.zip").write_bytes(content)
    with opened(tmp_path / "locked.zip") as bundle, pytest.raises(ArchiveLocked):
        bundle.check(["a"])


def test_damage_inside_an_archive_is_met_while_it_is_read(tmp_path: Path) -> None:
    path = archive(tmp_path / "e.zip", {"a": os.urandom(5000)})
    content = bytearray(path.read_bytes())
    content[2500] ^= 0xFF
    path.write_bytes(content)
    with opened(path) as bundle:
        assert bundle.content("a", 10_000) is None
        with bundle.reading("a") as file:
            assert len(_all_of(file)) < 5000


def _nothing(path: Path) -> None:
    pass


def _cut_archive(path: Path) -> None:
    path.write_bytes(archive(path, {"a": b"1" * 999}).read_bytes()[:60])


def _pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("make", "error"), [(_nothing, ImportUnreadable), (_cut_archive, ArchiveBroken), (_pipe, ImportUnreadable)]
)
def test_what_cannot_be_opened_is_said(tmp_path: Path, make: Callable[[Path], None], error: type[Exception]) -> None:
    make(tmp_path / "export.zip")
    with pytest.raises(error), opened(tmp_path / "export.zip"):
        pytest.fail("nothing is opened")


def test_an_error_of_whoever_reads_is_not_ours(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="mine"), opened(tmp_path):
        raise OSError("mine")


def test_a_small_file_is_read_whole_or_not_at_all() -> None:
    member = bundles.Member("a", 5, 5, False, lambda: io.BytesIO(b"12345"))
    bundle = Bundle("b", {"a": member})
    assert [bundle.content("a", most) for most in (4, 5)] == [None, b"12345"]
