"""The page on which all pictures stand side by side."""

from __future__ import annotations

from html import escape
from pathlib import Path

from tests.gallery.states import STATES

_HEAD = """<!doctype html><meta charset="utf-8"><title>Desktop Chat, every screen</title>
<style>body{font:14px sans-serif;margin:24px;background:#888}h2{margin:32px 0 8px}
img{width:24%;margin:2px;border:1px solid #000}</style>
"""


def write_page(folder: Path) -> Path:
    """`index.html` beside the pictures; returns where it is."""
    parts = [_HEAD]
    for state in STATES:
        names = sorted(path.name for path in folder.glob(f"{state.name}.*.1x.png"))
        if names:
            parts.append(f"<h2>{escape(state.name)}</h2>")
        parts += [f'<a href="{name.replace(".1x.", ".2x.")}"><img src="{name}" alt="{name}"></a>' for name in names]
    page = folder / "index.html"
    page.write_text("\n".join(parts), encoding="utf-8")
    return page
