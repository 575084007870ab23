"""The layout of `bot/` as it is drawn in CONTRIBUTING.md: its packages and files, from the bottom to the top.

    python -m benchmarks.house_layout

prints the drawing; `tests/test_layout.py` compares it with the one in the document.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

from .house_source import Source, sources

# From the bottom to the top: each may import what stands above it here, in a drawing that is read downwards.
ORDER = (
    "question",
    "answer",
    "byline",
    "status",
    "reading",
    "reply",
    "chat",
    "steps",
    "grounding",
    "language_model",
    "llm",
    "evaluate",
)
# Columns of the drawing; a longer line is cut behind a comma or a colon.
_WIDTH = 110
_NAMES = 24


def drawing() -> str:
    """Each part of `bot/` with what it is for and what it imports; the files of a package below it."""
    lines = []
    for part in ORDER:
        files = sources(f"bot/{part}") or [Source(Path(f"bot/{part}.py"))]
        head = next((s for s in files if s.path.stem == "__init__"), files[0])
        shown = f"bot/{part}/" if len(files) > 1 else f"bot/{part}.py"
        lines.append(f"{shown:{_NAMES}}{purpose(head, _WIDTH - _NAMES)}")
        lines.append(
            f"{'':{_NAMES}}imports: {', '.join(sorted(imported(part), key=ORDER.index)) or 'nothing of bot/'}"
        )
        lines += [
            f"    {s.path.name:{_NAMES - 4}}{purpose(s, _WIDTH - _NAMES)}"
            for s in files
            if len(files) > 1 and s is not head
        ]
    return "\n".join(lines)


def purpose(source: Source, most: int) -> str:
    """The first line of a file's docstring, cut where a part of it ends when it is longer than *most*."""
    said = (ast.get_docstring(source.tree) or "").split("\n", 1)[0].rstrip(".")
    while (len(said) > most or said.count("`") % 2 or said.count('"') % 2) and (
        shorter := re.sub(r"[,:;][^,:;]*$", "", said)
    ) != said:
        said = shorter
    return said


def parts() -> set[str]:
    """What stands at the top of `bot/`: packages and files."""
    return {p.stem for p in Path("bot").iterdir() if p.suffix == ".py" or (p / "__init__.py").exists()} - {
        "__init__"
    }


def imported(part: str) -> set[str]:
    """The other parts of `bot/` that one imports, also inside functions."""
    files = sources(f"bot/{part}") or [Source(Path(f"bot/{part}.py"))]
    found = set()
    for node in (n for s in files for n in ast.walk(s.tree)):
        if isinstance(node, ast.ImportFrom) and node.module == "bot":
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bot."):
            found.add(str(node.module).split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {name.name.split(".")[1] for name in node.names if name.name.startswith("bot.")}
    return found - {part}


if __name__ == "__main__":
    print(drawing())
