"""Files that somebody may be talked into importing. Each is made in a folder of its own, below the bait."""

import base64
import hashlib
import io
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.hostile.bait import NAME
from tests.transfer.chats import START, full_chat

Make = Callable[[Path], Path]


@dataclass(frozen=True)
class File:
    """`make` puts it into a folder and says where."""

    name: str
    make: Make


def files(size: int) -> list[File]:
    """Those that shall be large have about `size` bytes, packed or not."""
    found = [*_texts(size), *_values(), *_trees(), *_packed(size), *_attached(), *_folders()]
    return [File(name, make) for name, make in found]


Named = Iterator[tuple[str, Make]]


def archive_of(**changes: Any) -> dict[str, Any]:
    """Our own archive of one conversation, with other values in it."""
    from desktop_chat.transfer.archive import pieces

    archive: dict[str, Any] = json.loads(b"".join(pieces([full_chat()], START)))
    archive["conversations"][0] |= changes
    return archive


def _written(content: bytes, name: str = "export.json") -> Make:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return make


def _archive(**changes: Any) -> Make:
    return _written(json.dumps(archive_of(**changes)).encode())


# -- texts -----------------------------------------------------------------------------------------------------------


def _texts(size: int) -> Named:
    plain = json.dumps(archive_of()).encode()
    yield "empty", _written(b"")
    yield "null", _written(b"null")
    yield "number", _written(b"1" * size)
    yield "no-json", _written(b"MZ" + bytes(range(256)) * 40)
    yield "cut", _written(plain[: len(plain) // 2])
    yield "twice", _written(plain + plain)
    yield "utf-16", _written(plain.decode().encode("utf-16"))
    yield "utf-32", _written(plain.decode().encode("utf-32"))
    yield "latin-1", _written(plain.replace(b"Tides", b"\xe9\xff\xfe"))
    yield "byte-order-mark", _written(b"\xef\xbb\xbf" + plain)
    yield "surrogates", _archive(title="\ud800 half", draft="\udfff", messages=[_message(text="a\ud83d b\ude00")])
    yield "nul", _archive(title="a\0b", draft="\0" * 100, id="c\0d")
    yield "deep-brackets", _written(b"[" * size)
    yield "deep-objects", _written(b'{"a":' * (size // 5))
    yield "deep-inside", _written(plain.replace(b'"Tides"', b"[" * 5000 + b"]" * 5000))
    yield "just-too-deep", _written(plain.replace(b'"Tides"', b"[" * 198 + b"]" * 198))
    yield "long-string", _written(b'[{"mapping": {}, "title": "' + b"a" * size + b'"}]')
    yield "unended-string", _written(b'{"conversations": [{"id": "' + b"\\" * size)
    yield "long-key", _written(b'{"' + b"k" * size + b'": 1, "conversations": []}')
    yield (
        "many-nulls",
        _written(b'{"schema": "desktop-chat/archive", "version": 1, "conversations": [' + b"null," * 3000),
    )
    yield "one-key-twice", _written(plain.replace(b'"title"', b'"id": "other", "title": "x", "title"'))
    yield "newer", _written(plain.replace(b'"version": 1', b'"version": 99999999999999999999'))


# -- values ----------------------------------------------------------------------------------------------------------


def _message(**changes: Any) -> dict[str, Any]:
    said: dict[str, Any] = {"id": "m1", "parent_id": None, "role": "assistant", "text": "hello", "status": "complete"}
    return said | {"created_at": START.isoformat()} | changes


def _values() -> Named:
    for kind, value in {
        "huge": 10**400,
        "beyond-64-bits": 2**63,
        "negative": -(2**70),
        "infinite": float("inf"),
        "no-number": float("nan"),
        "boolean": True,
        "list": [[[]]],
        "object": {"__class__": "os.system", "$ref": "#"},
    }.items():
        usage = dict.fromkeys(("input", "output", "total", "cached", "reasoning"), value)
        said = _message(usage=usage, created_at=value, finish_reason=value, attachments=value, tool_calls=value)
        changes = {"created_at": value, "updated_at": value, "pinned": value, "policy": value, "options": value}
        yield f"value-{kind}", _archive(messages=[said, value], folder=value, receipts=value, head=value, **changes)
    for number, moment in enumerate(("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-02-31", "🕛")):
        yield f"moment-{number}", _archive(created_at=moment, updated_at=moment, messages=[_message(created_at=moment)])
    yield (
        "stamps",
        _written(
            json.dumps(
                [
                    {"id": f"c{number}", "title": "t", "create_time": stamp, "mapping": _chatgpt(stamp)}
                    for number, stamp in enumerate((1e18, -1e18, 1e308, "x", 253402300800, -62135596801))
                ]
            ).encode()
        ),
    )
    yield (
        "names",
        _archive(
            title="<img src=file:///etc/passwd>\x1b[31m\u202e../../x",
            folder="../../../etc/\u202e/..\\..",
            id="../../../etc/x",
        ),
    )
    yield "headers", _archive(options={"extra_headers": {"X: y\r\nHost": "a\r\nb", "Authorization": "sk-1"}, "stop": 5})


def _chatgpt(stamp: Any) -> dict[str, Any]:
    said = {"author": {"role": "user"}, "create_time": stamp, "content": {"content_type": "text", "parts": ["hi"]}}
    return {"r": {"id": "r", "children": ["a"]}, "a": {"id": "a", "parent": "r", "message": said | {"id": "a"}}}


def _trees() -> Named:
    ring = [_message(id=f"m{n}", parent_id=f"m{(n + 1) % 50}") for n in range(50)]
    chain = [_message(id=f"m{n}", parent_id=f"m{n - 1}" if n else None) for n in range(5000)]
    yield "ring", _archive(messages=ring, head="m1")
    yield "own-parent", _archive(messages=[_message(parent_id="m1")], head="m1")
    yield "same-ids", _archive(messages=[_message()] * 200, head="m1")
    yield "long-chain", _archive(messages=chain[::-1], head="m4999")
    yield (
        "wide",
        _archive(messages=[_message(), *(_message(id=f"n{n}", parent_id="m1") for n in range(3000))], head="n1"),
    )
    yield "no-ids", _archive(messages=[_message(id=None), _message(id=""), _message(id="x" * 10_000)], head="\0")


# -- archives --------------------------------------------------------------------------------------------------------


def _zip(entries: dict[str, bytes], change: Callable[[bytes], bytes] = bytes) -> Make:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return _written(change(buffer.getvalue()), "export.zip")


def _packed(size: int) -> Named:
    plain = json.dumps(archive_of()).encode()
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("conversations.json", b"[" + b" " * size * 40)
    yield "bomb", _zip({"conversations.json": b"[" + b" " * size * 40 + b"]"})
    yield "bomb-in-bomb", _zip({"conversations.json": inner.getvalue(), "more.zip": inner.getvalue()})
    yield "says-less", _zip({"conversations.json": plain * 20}, lambda raw: _resized(raw, 10))
    yield "says-more", _zip({"conversations.json": plain}, lambda raw: _resized(raw, 2**31))
    yield (
        "paths",
        _zip(dict.fromkeys(("../../../evil.json", "/etc/evil.json", "C:\\evil.json", "..\\conversations.json"), plain)),
    )
    yield (
        "strange-names",
        _zip({"conversations.json\x1b[31m": plain, "\u202enosj.x": plain, "a" * 5000: plain, "con": b""}),
    )
    yield "same-names", _zip({f"{'a/' * n}conversations.json": plain for n in range(50)})
    yield "many", _zip({f"{n}/conversations-{n}.json": b"[]" for n in range(3000)})
    yield "link", _link_in_zip
    yield (
        "locked",
        _zip(
            {"conversations.json": plain},
            lambda raw: raw.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"),
        ),
    )
    yield "wrong-checksum", _zip({"conversations.json": plain}, lambda raw: _flipped(raw, 14))
    yield "cut-archive", _zip({"conversations.json": plain}, lambda raw: raw[:-40])
    yield (
        "no-such-method",
        _zip({"conversations.json": plain}, lambda raw: raw.replace(b"\x00\x00\x08\x00", b"\x00\x00\x63\x00")),
    )
    yield "head-alone", _written(b"PK\x03\x04", "export.zip")


def _resized(raw: bytes, size: int) -> bytes:
    """In the directory, what the file says that it unfolds to."""
    place = raw.rindex(b"PK\x01\x02") + 24
    return raw[:place] + struct.pack("<I", size) + raw[place + 4 :]


def _flipped(raw: bytes, place: int) -> bytes:
    return raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]


def _link_in_zip(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "export.zip", "w") as made:
        entry = zipfile.ZipInfo("conversations.json")
        entry.create_system, entry.external_attr = 3, 0o120777 << 16
        made.writestr(entry, str(folder.parent / NAME))
    return folder / "export.zip"


# -- attached --------------------------------------------------------------------------------------------------------


def pictures() -> dict[str, bytes]:
    """Files that call themselves PNG."""
    pixels = zlib.compress(b"\0" * 1000)
    return {
        "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/><script>1</script></svg>',
        "html": b"<html><script>alert(1)</script></html>",
        "bomb": _png(60_000, 60_000, zlib.compress(b"\0" * 4_000_000, 9)),
        "lying": _png(2**31 - 1, 2**31 - 1, pixels),
        "nothing": _png(0, 0, pixels),
        "cut": _png(8, 8, pixels)[:40],
        "chunk": b"\x89PNG\r\n\x1a\n" + b"\xff\xff\xff\xffIHDR" + b"\0" * 40,
        "gif": b"GIF89a\xff\xff\xff\xff\xff\0\0" + b"!\xff" * 2000,
        "jpeg": b"\xff\xd8\xff\xe1\xff\xff" + b"\xff" * 3000,
        "webp": b"RIFF\xff\xff\xff\xffWEBPVP8X" + b"\xff" * 64,
    }


def _png(width: int, height: int, pixels: bytes) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def _attached() -> Named:
    for name, content in pictures().items():
        one = _attachment(content)
        yield f"picture-{name}", _archive(messages=[_message(attachments=[one], role="user")], head="m1")
    content = pictures()["svg"]
    for media_type in ("image/svg+xml", "text/html", "application/x-sh", "image/png\r\nX: y", "../../x"):
        name = media_type.partition("/")[2].encode().hex()[:12]
        one = _attachment(content, media_type=media_type, name="photo\u202egnp.sh\x1b[31m/../../x")
        yield f"type-{name}", _archive(messages=[_message(attachments=[one], role="user")], head="m1")
    for number, digest in enumerate(("../../etc/passwd", "0" * 64, "file:///etc/passwd", "")):
        one = _attachment(b"x") | {"digest": digest}
        yield f"digest-{number}", _archive(messages=[_message(attachments=[one], role="user")], head="m1")


def _attachment(content: bytes, **changes: Any) -> dict[str, Any]:
    digest = hashlib.sha256(content).hexdigest()
    coded = base64.b64encode(content).decode()
    size = {"size": len(content), "tokens": 10**30, "width": 10**9, "height": -1}
    return {"digest": digest, "name": "x.png", "media_type": "image/png", "content": coded} | size | changes


# -- folders ---------------------------------------------------------------------------------------------------------


def _folders() -> Named:
    yield "folder-of-links", _folder_of_links
    yield "markdown-beside", _markdown_beside
    yield "pipe", _pipe


def _folder_of_links(folder: Path) -> Path:
    made = folder / "export"
    made.mkdir()
    (made / "conversations.json").symlink_to(folder.parent / NAME)
    (made / "loop").symlink_to(made)
    (made / "chats-export-1.json").write_bytes(b"[]")
    return made


def _markdown_beside(folder: Path) -> Path:
    """What it says lies beside it lies elsewhere, behind a link."""
    from desktop_chat.transfer.formats import MarkdownOptions
    from desktop_chat.transfer.markdown import render
    from tests.transfer.chats import WORDING

    text = render(full_chat(), WORDING, options=MarkdownOptions(with_trailer=True))
    paths = (f"../{NAME}", f"x_assets/../../{NAME}", f"x_assets/{NAME}", str(folder.parent / NAME))
    coded = json.dumps([{"digest": "0" * 64, "name": "x", "media_type": "image/png", "path": path} for path in paths])
    (folder / "x_assets").symlink_to(folder.parent)
    (folder / "x.md").write_text(text.replace('"attachments": []', f'"attachments": {coded}'), encoding="utf-8")
    return folder / "x.md"


def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "export.json")
    return folder / "export.json"
