"""Every regular expression of the packages, wherever it is kept, and how it is used."""

from __future__ import annotations

import ast
import dataclasses
import functools
import importlib
import inspect
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGES = ("bot", "ingest", "ui", "vectorstore")
METHODS = ("search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split")
# Importing these starts a program or needs an extra.
_NOT_IMPORTED = re.compile(r".*__main__|ui\.pytest_plugin")
# (module, name) -> methods; module "": in any file; name "": by any name.
Uses = Mapping[tuple[str, str], frozenset[str]]
# Deeper than any table of ours.
_DEPTH = 6


@dataclass(frozen=True)
class Found:
    """A pattern, where it stands, and the methods it is called by (all, where that cannot be told)."""

    where: str
    pattern: re.Pattern[str]
    methods: frozenset[str]


def collected() -> list[Found]:
    """All of them, those of the same words once."""
    found: dict[tuple[str, int], Found] = {}
    uses = _uses()
    for name in sorted(_modules()):
        try:
            module = importlib.import_module(name)
        except ModuleNotFoundError as error:
            if error.name and error.name.split(".")[0] in PACKAGES:
                raise
            continue  # an extra that is not installed
        for each in [*_kept(module, uses), *_written(module)]:
            key = (each.pattern.pattern, each.pattern.flags)
            before = found.get(key)
            methods = each.methods | before.methods if before else each.methods
            found[key] = dataclasses.replace(each, methods=methods)
    return list(found.values())


def _modules() -> Iterator[str]:
    for package in PACKAGES:
        yield package
        for info in pkgutil.walk_packages([str(REPOSITORY / package)], f"{package}."):
            if not _NOT_IMPORTED.fullmatch(info.name):
                yield info.name


def _uses() -> Uses:
    """By which methods a name is called: `_END.search(`, `names_pattern().sub(`, `map(_END.sub, ...)`."""
    called = re.compile(rf"\b(\w+)(?:\(\)|\[[^\]]*\])?\.({'|'.join(METHODS)})\b")
    uses: defaultdict[tuple[str, str], frozenset[str]] = defaultdict(frozenset)
    for package in PACKAGES:
        for path in (REPOSITORY / package).rglob("*.py"):
            module = ".".join(path.relative_to(REPOSITORY).with_suffix("").parts).removesuffix(".__init__")
            for name, method in called.findall(path.read_text(encoding="utf-8")):
                for key in ((module, name), ("", name), (module, "")):
                    uses[key] |= {method}
    return uses


def _kept(module: ModuleType, uses: Uses) -> Iterator[Found]:
    """In the globals of *module*, in tables among them, and in what its functions without arguments remember."""
    for name, value in vars(module).items():
        kept = value
        if isinstance(value, functools._lru_cache_wrapper):
            made = inspect.signature(value)
            makes_patterns = not made.parameters and "Pattern" in str(made.return_annotation)
            if value.__module__ != module.__name__ or not makes_patterns:
                continue
            kept = value()
        methods = uses.get((module.__name__, name)) or uses.get(("", name)) or uses[module.__name__, ""]
        for pattern in _within(kept, _DEPTH):
            yield Found(f"{module.__name__}.{name}", pattern, methods or frozenset(METHODS))


def _within(value: object, depth: int) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
        return
    if not depth or isinstance(value, str | bytes | type | ModuleType):
        return
    inner: list[object] = []
    if isinstance(value, Mapping):
        inner = [*value.keys(), *value.values()]
    elif isinstance(value, tuple | list | set | frozenset):
        inner = list(value)
    elif dataclasses.is_dataclass(value):
        inner = [getattr(value, field.name, None) for field in dataclasses.fields(value)]
    for each in inner:
        yield from _within(each, depth - 1)


def _written(module: ModuleType) -> Iterator[Found]:
    """Given to `re` in the middle of a function, as `re.sub(r"...", ...)`."""
    tree = ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
        first = node.args[0]
        if of_re and node.func.attr in METHODS and isinstance(first, ast.Constant):
            where = f"{module.__name__}:{node.lineno}"
            flags = next((k.value for k in node.keywords if k.arg == "flags"), None)
            ignored = flags is not None and "IGNORECASE" in ast.unparse(flags)
            pattern = re.compile(first.value, re.IGNORECASE if ignored else 0)
            yield Found(where, pattern, frozenset({node.func.attr}))
