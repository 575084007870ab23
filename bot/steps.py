"""Why an answer is what it is: how the question was understood, what was found, read and decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from bot.chat import Consideration, Considered
from bot.question.value import Part
from bot.reading.value import Judged
from vectorstore.types import Hit

# Passages and sentences told; more decide nothing.
MOST_HITS = 5
MOST_SENTENCES = 5


@dataclass(frozen=True, slots=True)
class Explanation:
    """As plain values, and as text."""

    record: dict[str, Any]

    def text(self) -> str:
        """Lines for a terminal."""
        return "\n".join(_lines(self.record))


def explained(considered: Consideration) -> Explanation:
    """Everything that decided, part by part."""
    asked, answer = considered.question, considered.answer
    return Explanation(
        {
            "typed": asked.typed,
            "asked_as": asked.asked_as,
            "language": asked.language,
            "parts": [_part(p) for p in considered.parts],
            "answer": {
                "found": answer.found,
                "lead": answer.short,
                "hedged": answer.hedged,
                "reason": answer.reason,
                "confidence": answer.confidence,
                "took_ms": dict(answer.took_ms),
            },
        }
    )


def _part(considered: Considered) -> dict[str, Any]:
    verdict = considered.verdict
    return {
        "understood": _understood(considered.part),
        "from": "status table" if not considered.hits and considered.draft.found else "articles",
        "passages": [_hit(h) for h in considered.hits[:MOST_HITS]],
        "sentences": [_sentence(j) for j in considered.reading.sentences[:MOST_SENTENCES]],
        "evidence_of_first": {k: round(v, 3) for k, v in considered.reading.evidence.items()},
        "gates": [asdict(g) for g in verdict.gates],
        "verdict": verdict.outcome,
        "reason": verdict.reason,
        "yes": verdict.yes,
        "lead": considered.draft.lead,
    }


def _understood(part: Part) -> dict[str, Any]:
    """The fields of the part that say something."""
    told: dict[str, Any] = {"text": part.text, "searched": part.query.text}
    for name in (f.name for f in fields(part) if f.name not in ("text", "query", "filters")):
        value = getattr(part, name)
        if value and value != ():
            told[name] = _plain(value)
    narrowed = {k: v for k, v in asdict(part.filters).items() if v}
    return told | ({"filters": narrowed} if narrowed else {})


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset | tuple):
        return [_plain(v) for v in (sorted(value) if isinstance(value, frozenset) else value)]
    if isinstance(value, date):
        return value.isoformat()
    return asdict(value) if hasattr(value, "__dataclass_fields__") else value


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "title": hit.article.title,
        "published": hit.article.published,
        "score": round(hit.score, 3),
        "cosine": round(hit.cosine, 3),
        "lexical": round(hit.lexical, 3),
        "ranks": dict(hit.ranks),
    }


def _sentence(judged: Judged) -> dict[str, Any]:
    return {
        "text": judged.text,
        "probability": round(judged.probability, 3),
        "model_log_odds": round(judged.model, 2),
        "span": judged.text[slice(*judged.span)] if judged.span else None,
        "span_probability": round(judged.span_probability, 3),
        "yes_log_odds": None if judged.yes is None else round(judged.yes, 2),
    }


def _lines(record: dict[str, Any]) -> Iterator[str]:
    if record["asked_as"]:
        yield f"Asked as: {record['asked_as']}"
    for part in record["parts"]:
        yield f"Question: {part['understood']['text']}"
        told = (f"{k} {v}" for k, v in part["understood"].items() if k != "text")
        yield f"  understood: {'; '.join(told)}"
        yield f"  answered from: {part['from']}"
        for hit in part["passages"]:
            yield f"  passage {hit['score']:.3f} (meaning {hit['cosine']:.3f}, words {hit['lexical']:.3f}): {hit['title']}"
        for sentence in part["sentences"]:
            span = f" -> {sentence['span']!r} {sentence['span_probability']:.2f}" if sentence["span"] else ""
            yield f"  sentence {sentence['probability']:.3f}{span}: {sentence['text'][:120]}"
        for gate in part["gates"]:
            yield f"  gate {gate['name']}: {'passed' if gate['passed'] else 'failed'} ({gate['value']}; needs {gate['needs']})"
        yield f"  verdict: {part['verdict']} ({part['reason'] or 'no reason against it'}); lead: {part['lead']}"
    answer = record["answer"]
    yield f"Answer: found {answer['found']}, hedged {answer['hedged']}, confidence {answer['confidence']}, took {answer['took_ms']} ms"
