"""What the source of `bot/` is made of, read with `ast`: sizes, patterns, numbers, lists and names that stand twice."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from vectorstore.text import fold

PACKAGES = ("bot", "ingest", "ui", "vectorstore")
# What decides about a question: the packages, and the files at the top of `bot/`.
READER = ("bot/question", "bot/reading", "bot/reply", "bot/status")
# House style: a function fits a screen, a file is one idea.
LONGEST_FUNCTION, LONGEST_FILE = 25, 300
# A longer string of a tuple or a dictionary is a sentence that is shown.
WORDS_OF_AN_ENTRY = 4
_MATCHERS = frozenset("compile search match fullmatch findall finditer split sub".split())
_WORD = re.compile(r"[^\W\d_]+")
# A literal is a list of a kind when it holds so many of these words, folded.
KINDS: dict[str, tuple[frozenset[str], int]] = {
    kind: (frozenset(words.split()), least)
    for kind, words, least in (
        ("months", "january february april june july august september october november december", 8),
        ("weekdays", "monday tuesday wednesday thursday friday saturday sunday", 5),
        ("number words, English", "two three four five six seven eight nine ten", 5),
        ("number words, Vietnamese", "mot hai ba bon sau bay tam chin muoi", 5),
        ("scales of numbers", "tram nghin ngan trieu ty", 3),
        ("small words, English", "the of and to in for with by at from that this is are was a an", 9),
        ("small words, Vietnamese", "cua va cac nhung trong cho duoc voi la co da nay mot o", 7),
        ("offices", "thu tuong bo truong president minister premier ambassador secretary", 4),
        ("forms of address", "ong ba mr mrs ms dr", 4),
        ("bounds", "hon tren it nhat duoi khoang least over almost nearly about", 5),
        ("units of time", "giay phut gio second seconds minute minutes hour hours", 3),
        ("money", "usd vnd eur dong dollar dollars euro do la", 4),
        ("percent", "percent phan tram cent", 2),
        ("negations", "khong chua chang never not no without", 4),
        ("provisions", "dieu khoan chuong article chapter paragraph", 3),
        ("states", "nuoc quoc gia countries country states state nations", 5),
        ("parts of the day", "sang trua chieu toi dem morning afternoon evening", 3),
        ("titles of acts", "luat nghi quyet dinh law resolution decree", 4),
    )
}
# In a comparison these ask for none, for some or for several, which weighs nothing.
_COUNTS = frozenset((-1, 0, 1, 2))


@dataclass(frozen=True)
class Source:
    """One file and its tree."""

    path: Path

    @cached_property
    def text(self) -> str:
        """As it stands."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """Parsed."""
        return ast.parse(self.text)

    @property
    def lines(self) -> int:
        """As `wc -l` counts."""
        return self.text.count("\n")


def sources(*folders: str) -> list[Source]:
    """Every Python file below *folders*, in order of name."""
    return [Source(p) for folder in folders for p in sorted(Path(folder).rglob("*.py"))]


def patterns(source: Source) -> list[int]:
    """The alternatives of each regular expression that is written out."""
    calls = [n for n in ast.walk(source.tree) if isinstance(n, ast.Call) and _is_match(n)]
    return [1 + sum(s.count("|") for s in _strings(call.args[0])) for call in calls if call.args]


def _is_match(call: ast.Call) -> bool:
    to = call.func
    return (
        isinstance(to, ast.Attribute)
        and isinstance(to.value, ast.Name)
        and to.value.id == "re"
        and to.attr in _MATCHERS
    )


def _strings(node: ast.AST) -> list[str]:
    return [n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def named_numbers(source: Source) -> list[tuple[str, bool]]:
    """The module's numbers: each name, and whether a comment stands above or behind it, or above its group."""
    lines = source.text.splitlines()
    found = []
    for node in source.tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        numbers = [n for n in ast.walk(getattr(node, "value", None) or ast.Pass()) if _number(n) is not None]
        plain = isinstance(getattr(node, "value", None), ast.Constant | ast.Tuple | ast.UnaryOp | ast.BinOp)
        if isinstance(target, ast.Name | ast.Tuple) and numbers and plain and isinstance(node, ast.stmt):
            above = node.lineno - 2
            while above >= 0 and re.match(r"_?[A-Z][A-Z_0-9]*\b.*=", lines[above]):
                above -= 1
            said = "#" in lines[node.lineno - 1] or lines[above].startswith("#")
            found.append((ast.unparse(target), said))
    return found


def unnamed_thresholds(source: Source) -> list[tuple[int, float]]:
    """Line and value of each number that something is compared with where it stands."""
    return [
        (side.lineno, value)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Compare)
        and all(isinstance(o, ast.Lt | ast.LtE | ast.Gt | ast.GtE) for o in node.ops)
        for side in (node.left, *node.comparators)
        if (value := _number(side)) is not None and value not in _COUNTS
    ]


def _number(node: ast.AST) -> float | None:
    if (
        isinstance(node, ast.Constant)
        and isinstance(node.value, int | float)
        and not isinstance(node.value, bool)
    ):
        return node.value
    return None


def long_functions(source: Source) -> list[tuple[str, int]]:
    """Name and lines of each function that does not fit a screen, its head and docstring among them."""
    return [
        (f.name, n)
        for f in functions(source)
        if (n := (f.end_lineno or f.lineno) - f.lineno + 1) > LONGEST_FUNCTION
    ]


def functions(source: Source) -> list[ast.FunctionDef]:
    """All of them, methods too."""
    return [n for n in ast.walk(source.tree) if isinstance(n, ast.FunctionDef)]


def documented(files: list[Source]) -> tuple[int, int]:
    """How many public modules, classes and functions say what they are, of how many."""
    public: list[ast.Module | ast.ClassDef | ast.FunctionDef] = []
    for source in files:
        public.append(source.tree)
        public += [n for n in _members(source.tree) if not n.name.startswith("_")]
    return sum(ast.get_docstring(n) is not None for n in public), len(public)


def _members(tree: ast.Module) -> Iterator[ast.ClassDef | ast.FunctionDef]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from (n for n in node.body if isinstance(n, ast.FunctionDef))


def annotated(files: list[Source]) -> tuple[int, int]:
    """How many functions say what they return, of how many."""
    every = [f for source in files for f in functions(source)]
    return sum(f.returns is not None for f in every), len(every)


def names_twice(files: list[Source]) -> dict[str, list[str]]:
    """File names that stand in two folders."""
    by_name = defaultdict(list)
    for source in files:
        if source.path.stem != "__init__":
            by_name[source.path.name].append(source.path.parent.as_posix())
    return {name: at for name, at in sorted(by_name.items()) if len(at) > 1}


def unused(files: list[Source], users: list[Source]) -> list[str]:
    """Functions and classes at the top of *files* that no file of *users* speaks of outside their own definition."""
    imported: set[tuple[str, str]] = set()
    for source in users:
        imported |= set(_imports(source))
    found = []
    for source in files:
        module = ".".join(source.path.with_suffix("").parts)
        for node in source.tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not (
                (module, node.name) in imported or _spoken_of(source, node)
            ):
                found.append(f"{source.path}: {node.name}")
    return found


def _spoken_of(source: Source, node: ast.FunctionDef | ast.ClassDef) -> bool:
    """Whether the rest of its own file names it."""
    rest = [n for n in source.tree.body if n is not node]
    return any(node.name in (getattr(n, "id", ""), getattr(n, "attr", "")) for r in rest for n in ast.walk(r))


def _imports(source: Source) -> Iterator[tuple[str, str]]:
    """(module, name) for each name a file takes from a module, and for each attribute it reads of one."""
    modules: dict[str, str] = {}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom):
            parent = source.path.parts[: -node.level] if node.level else ()
            base = ".".join([*parent, *([node.module] if node.module else [])])
            for name in node.names:
                yield base, name.name
                modules[name.asname or name.name] = f"{base}.{name.name}"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            yield modules[node.value.id], node.attr


def list_places(files: list[Source], data: list[Path]) -> dict[str, list[str]]:
    """For each kind of list, the files in which one stands."""
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for source in files:
        lists = [words for node in ast.walk(source.tree) if (words := _words_of(node))]
        for kind, (anchors, least) in KINDS.items():
            if any(len(words & anchors) >= least for words in lists):
                found[kind].append(source.path.as_posix())
    for path in data:
        words = _folded(path.read_text(encoding="utf-8"))
        for kind, (anchors, least) in KINDS.items():
            if len(words & anchors) >= max(least, len(anchors) * 2 // 3):
                found[kind].append(path.as_posix())
    return found


def _words_of(node: ast.AST) -> frozenset[str]:
    """The words of a literal that lists words or of a pattern that is written out; nothing of any other node."""
    texts: list[str] = []
    if isinstance(node, ast.Set | ast.Tuple | ast.List):
        texts = [s for n in node.elts for s in _strings(n) if len(s.split()) <= WORDS_OF_AN_ENTRY]
    elif isinstance(node, ast.Dict):
        texts = [s for n in node.keys if n for s in _strings(n) if len(s.split()) <= WORDS_OF_AN_ENTRY]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
        texts = _strings(node.func.value)
    elif isinstance(node, ast.Call) and _is_match(node) and node.args:
        texts = _strings(node.args[0])
    return frozenset(w for t in texts for w in _folded(re.sub(r"\\[a-zA-Z]", " ", t)))


def _folded(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(text.lower())))
