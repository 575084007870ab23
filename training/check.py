"""Check a file of reading data: `python -m training.check FILE...`; exit 1 when something is wrong with one."""

from __future__ import annotations

import argparse
import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vectorstore.text import is_marked

FEWEST, MOST = 6, 14  # sentences of a passage


def faults(path: Path) -> Iterator[str]:
    """One line a fault."""
    seen: set[str] = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            record = json.loads(line)
        except ValueError as error:
            yield f"{path}:{number}: not JSON ({error})"
            continue
        for what in _of_passage(record):
            yield f"{path}:{number}: {record.get('id')}: {what}"
        if record["id"] in seen:
            yield f"{path}:{number}: {record['id']} stands twice"
        seen.add(record["id"])


def _of_passage(record: dict[str, Any]) -> Iterator[str]:
    sentences = record["sentences"]
    if not FEWEST <= len(sentences) <= MOST:
        yield f"{len(sentences)} sentences; {FEWEST} to {MOST} are wanted"
    texts = [*sentences, *(q["q"] for q in record["questions"]), *(c["c"] for c in record["claims"])]
    if any(unicodedata.normalize("NFC", t) != t for t in texts):
        yield "text that is not NFC"
    asked = [q["q"] for q in record["questions"]]
    if len(set(asked)) < len(asked):
        yield "a question stands twice"
    for question in record["questions"]:
        yield from _of_question(question, sentences)
    for claim in record["claims"]:
        if claim["supported"] and not claim["by"]:
            yield f"supported by nothing: {claim['c']}"


def _of_question(question: dict[str, Any], sentences: list[str]) -> Iterator[str]:
    answer, span, asked = question["answer"], question.get("span"), question["q"]
    if question["lang"] == "vi-nodiac" and is_marked(asked):
        yield f"marks in a question typed without: {asked}"
    if any(not 0 <= n < len(sentences) for n in answer):
        yield f"no such sentence: {asked}"
    elif answer and span and not any(span in sentences[n] for n in answer):
        yield f"the span is not in its sentences: {asked}"
    elif answer and not span and question.get("yes") is None:
        yield f"no span: {asked}"
    if not answer and (span or not question.get("why_not")):
        yield f"not answered: wants why_not and no span: {asked}"


def main() -> None:
    """Print every fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    found = [fault for path in parser.parse_args().files for fault in faults(path)]
    print("\n".join(found) or "no faults")
    raise SystemExit(bool(found))


if __name__ == "__main__":
    main()
