"""Texts that use everything a reply can be made of, for eyes and for benchmarks."""

from pathlib import Path

_TEXTS = Path(__file__).parent / "texts"

ENGLISH = (_TEXTS / "english.md").read_text("utf-8")
CHINESE = (_TEXTS / "chinese.md").read_text("utf-8")
QUESTION = "Show me the Python version, and verify the copy before rotating. 用标准库就好，保留最近 7 份。"
