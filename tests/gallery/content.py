"""What the people in the pictures have talked about, in either language."""

from __future__ import annotations

from dataclasses import dataclass

ENGLISH_ANSWER = """\
Not by copying the file. In WAL mode the newest pages lie in `chat.db-wal`, so a plain copy can miss them, or catch \
the file between two pages.

1. Let SQLite copy it: **`Connection.backup`** walks the pages in steps, and a writer waits for one step at most.
2. Open the copy and check it. A backup that nobody verified is none.

```python
import sqlite3
from pathlib import Path

def back_up(source: Path, target: Path, pages: int = 256) -> None:
    with sqlite3.connect(source) as live, sqlite3.connect(target) as copy:
        live.backup(copy, pages=pages)
        verdict, = copy.execute("PRAGMA integrity_check").fetchone()
    if verdict != "ok":
        raise CopyDamaged(target, verdict)
```

| way | writers wait | safe in WAL mode |
|:----|-------------:|:-----------------|
| `cp` | 0 ms | no |
| `VACUUM INTO` | 1,200 ms | yes |
| `backup`, 256 pages | 4 ms | yes |
"""
CHINESE_ANSWER = """\
不能直接复制文件。WAL模式下最新的页面还在`chat.db-wal`里，普通复制可能漏掉它们，也可能正好复制到一半。

1. 让SQLite自己复制：`Connection.backup`按页分步进行，写入方最多等一步。
2. 打开副本并检查。没有验证过的备份不算备份。

```python
import sqlite3
from pathlib import Path

def back_up(source: Path, target: Path, pages: int = 256) -> None:
    with sqlite3.connect(source) as live, sqlite3.connect(target) as copy:
        live.backup(copy, pages=pages)
        verdict, = copy.execute("PRAGMA integrity_check").fetchone()
    if verdict != "ok":
        raise CopyDamaged(target, verdict)
```

| 方法 | 写入等待 | WAL下安全 |
|:----|-------------:|:-----------------|
| `cp` | 0 ms | 否 |
| `VACUUM INTO` | 1,200 ms | 是 |
| `backup`，每步256页 | 4 ms | 是 |
"""


@dataclass(frozen=True, slots=True)
class Content:
    """Titles and texts of one language."""

    title: str
    folder: str
    question: str
    answer: str
    second: str
    second_answer: str
    third: str
    third_answer: str
    branch: str
    draft: str
    cut: str
    others: tuple[str, ...]
    archived: tuple[str, ...]
    trashed: tuple[str, ...]
    system: str
    wanted: str
    prompts: tuple[tuple[str, str], tuple[str, str]]
    """Name and text: of one for a question, and of one for the system prompt."""


ENGLISH = Content(
    title="Safe backups of SQLite in WAL mode",
    folder="Work",
    question="How do I back up an SQLite database in WAL mode while the program is writing to it?",
    answer=ENGLISH_ANSWER,
    second="How many copies should I keep?",
    second_answer="Seven daily and four weekly ones. Thin them only after the newest has been opened and counted.",
    third="And what if the disk is full in the middle of a copy?",
    third_answer="The unfinished copy stays beside the good one under another name and is removed at the next run. "
    "Nothing that was complete is touched.",
    branch="And over a network share?",
    draft="Show me the part that removes old copies",
    cut="It depends on the size of the file. For a database of about two gigabytes, one step of 256 pages takes",
    others=(
        "Rewrite the proxy error messages",
        "Why is QTextLayout slow on long lines",
        "Pool sizes for Postgres",
        "Translate this clause of a contract",
        "Release checklist 0.9",
        "A short walk through Lisbon",
    ),
    archived=("Notes on Raft", "Interview questions, spring"),
    trashed=("Test", "Old shopping list"),
    system="You are terse. Answer with code where code says it best.",
    wanted="backup",
    prompts=(
        ("Translate", "Translate into {{language: English}}, keep names and numbers:\n\n{{text}}"),
        ("Terse", "You are terse. Answer with code where code says it best."),
    ),
)
CHINESE = Content(
    title="WAL模式下如何安全备份SQLite？",
    folder="工作",
    question="程序正在写入时，怎样备份WAL模式的SQLite数据库？",
    answer=CHINESE_ANSWER,
    second="应该保留几份？",
    second_answer="每日备份保留7份，每周备份保留4份。最新一份打开并核对行数之后，才清理旧的。",
    third="复制到一半磁盘满了怎么办？",
    third_answer="未完成的副本以另一个名字放在完好的副本旁边，下次运行时删除。已完成的备份不受影响。",
    branch="如果目标是网络共享呢？",
    draft="给我看看清理旧备份的那部分代码",
    cut="这取决于文件大小。对于大约2 GB的数据库，每256页一步大约需要",
    others=(
        "改写代理错误提示",
        "为什么QTextLayout处理长行很慢",
        "Postgres连接池该多大",
        "把这段合同条款译成英文",
        "0.9版发布检查清单",
        "里斯本半日散步路线",
    ),
    archived=("Raft笔记", "春季面试题"),
    trashed=("测试", "旧购物清单"),
    system="回答要简短。能用代码说清的就用代码。",
    wanted="备份",
    prompts=(
        ("翻译", "译成{{语言: 英文}}，保留人名和数字：\n\n{{原文}}"),
        ("简短", "回答要简短。能用代码说清的就用代码。"),
    ),
)
MODELS = ("deepseek-chat", "glm-4.6", "kimi-k2", "qwen3-max")
