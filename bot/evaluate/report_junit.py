"""A run as a JUnit file: one test case a pair, for whatever shows test results."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

from bot.evaluate.baseline import Comparison
from bot.evaluate.explain import why
from bot.evaluate.metrics import summarise
from bot.evaluate.run import Outcome, Results

# What XML 1.0 cannot hold, however it is escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(path: Path, results: Results, comparison: Comparison | None = None) -> None:
    """Write the file; a pair that failed in the baseline too is a failure all the same."""
    was = {c.id: c.was.text for c in comparison.lost} if comparison else {}
    failures = len(results.outcomes) - results.passed
    suite = ET.Element(
        "testsuite",
        name=f"hanoi eval ({results.about.mode})",
        tests=str(len(results.outcomes)),
        failures=str(failures),
        errors="0",
        skipped="0",
        time=f"{results.took_s:.3f}",
    )
    properties = ET.SubElement(suite, "properties")
    for name, share in summarise(results).total.shares().items():
        ET.SubElement(properties, "property", name=name, value=f"{share.good}/{share.of}")
    for outcome in results.outcomes:
        suite.append(_case(outcome, was.get(outcome.pair.id)))
    root = ET.Element("testsuites")
    root.append(suite)
    ET.indent(root)
    ET.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


def _case(outcome: Outcome, was: str | None) -> ET.Element:
    pair = outcome.pair
    case = ET.Element(
        "testcase",
        classname=_clean(f"{pair.kind}.{pair.lang}"),
        name=_clean(f"{pair.id} {pair.question}"),
        time=f"{outcome.took_ms / 1000:.4f}",
    )
    properties = ET.SubElement(case, "properties")
    for name in ("complete", "lead", "verdict"):
        value = getattr(outcome.checks, name)
        if value is not None:
            ET.SubElement(properties, "property", name=name, value=str(value).lower())
    if not outcome.passed:
        message = "failed: " + ", ".join(outcome.checks.failed())
        failure = ET.SubElement(case, "failure", message=message, type="pair")
        failure.text = _clean(why(outcome, was))
    return case


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
