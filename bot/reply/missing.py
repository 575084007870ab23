"""Say no: what is missing, in the question's own terms, and what there is that comes near."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.byline import day
from bot.question import lexicon
from bot.question.anatomy import anatomy
from bot.question.value import Act, Part
from bot.reading.value import RefusedFor
from bot.reply.nouns import in_language
from bot.reply.wording import provision
from vectorstore.aliases import names_pattern
from vectorstore.status.names import name_of
from vectorstore.types import Language

# Of each act: "who ...", "Brazil ...", "when it ..."; and Vietnamese for the three ("ký", "Brazil ký", "được ký").
_ACTS: dict[Act, tuple[str, str, str, str]] = {
    "sign": ("signed it", "it was signed", "ký Công ước", "Công ước được ký"),
    "ratify": ("ratified it", "it was ratified", "phê chuẩn Công ước", "Công ước được phê chuẩn"),
    "accept": ("accepted it", "it was accepted", "chấp thuận Công ước", "Công ước được chấp thuận"),
    "accede": ("acceded to it", "it was acceded to", "gia nhập Công ước", "việc gia nhập diễn ra"),
    "adopt": ("adopted it", "it was adopted", "thông qua Công ước", "Công ước được thông qua"),
    "attend": ("attended", "it took place", "tham dự", "sự kiện diễn ra"),
    "enter_into_force": ("brought it into force", "it enters into force", "làm Công ước có hiệu lực", "Công ước có hiệu lực"),
    "open": ("opened it", "it was opened", "mở ký", "lễ mở ký diễn ra"),
    "host": ("hosted it", "it was held", "đăng cai", "sự kiện được tổ chức"),
    "chair": ("chaired it", "it was chaired", "chủ trì", "cuộc họp được chủ trì"),
    "represent": ("was the representative", "it was represented", "làm đại diện", "có đại diện"),
    "say": ("said this", "this was said", "nói điều này", "điều này được nói"),
    "criticise": ("criticised it", "it was criticised", "phê phán Công ước", "Công ước bị phê phán"),
    "propose": ("proposed it", "it was proposed", "đề xuất", "điều này được đề xuất"),
    "plan": ("planned it", "it is planned", "có kế hoạch", "điều này được lên kế hoạch"),
    "deny": ("denied it", "it was denied", "phủ nhận", "điều này bị phủ nhận"),
    "deposit": ("deposited the instrument", "the instrument was deposited", "nộp văn kiện", "văn kiện được nộp"),
    "vote": ("voted", "the vote took place", "bỏ phiếu", "cuộc bỏ phiếu diễn ra"),
    "cost": ("paid for it", "it was paid for", "chi trả", "việc chi trả diễn ra"),
    "arrest": ("was arrested", "the arrest took place", "bị bắt", "vụ bắt giữ diễn ra"),
}  # fmt: skip
# Who does such a thing has a name of his own.
_HOLDERS: dict[Act, tuple[str, str]] = {
    "chair": ("its chair", "người chủ trì"),
    "represent": ("the representative", "người đại diện"),
}


# Acts whose words stand beside those of another without asking of a second one ("opened for signature", "sign on behalf of").
_BESIDE: dict[str, frozenset[str]] = {
    "sign": frozenset(("represent", "accede")),
    "open": frozenset(("sign",)),
    "represent": frozenset(("sign",)),
    "attend": frozenset(("sign",)),
    "deposit": frozenset(("ratify",)),
    "adopt": frozenset(("vote",)),
}
# What each reason says; a value in braces that the question does not give leaves the reason unsaid.
_REASONS: dict[Language, dict[RefusedFor, str]] = {
    "en": {
        "off_subject": "I find nothing about this in the articles I keep. They are about the Hanoi Convention (UN Convention "
        "against Cybercrime).",
        "after_newest": "The newest article I have is of {newest}; it cannot know this.",
        "forecast": "This has not happened yet, and no article says when or whether it will.",
        "false_premise": "No article says what the question takes for granted.",
        "provision": "No article I have says what {provisions} of the Convention provides.",
        "country": "No article names {countries} in this.",
        "time": "No article says this of {times}.",
    },
    "vi": {
        "off_subject": "Tôi không tìm thấy điều này trong các bài viết đã lưu. Các bài ấy nói về Công ước Hà Nội (Công ước Liên hợp "
        "quốc về chống tội phạm mạng).",
        "after_newest": "Bài viết mới nhất tôi có là của ngày {newest}, nên chưa thể biết điều này.",
        "forecast": "Đây là điều chưa xảy ra, và không bài viết nào nói khi nào hay liệu nó có xảy ra.",
        "false_premise": "Không bài viết nào nói điều mà câu hỏi giả định.",
        "provision": "Không bài viết nào tôi có nói {provisions} của Công ước quy định gì.",
        "country": "Không bài viết nào nhắc đến {countries} trong việc này.",
        "time": "Không bài viết nào nói điều này vào {times}.",
    },
}
_WHETHER: dict[Language, tuple[str, str]] = {
    "en": ("The articles do not say whether {}.", "this is so"),
    "vi": ("Các bài viết không nói {} hay không.", "điều này có đúng"),
}

# Of any question, when nothing more can be said.
NO_ANSWER: dict[Language, str] = {
    "en": "No article answers this question.",
    "vi": "Không bài viết nào trả lời câu hỏi này.",
}


def what_is_missing(part: Part, reason: RefusedFor | None, newest: str | None) -> str:
    """One sentence: what no article says. *newest*: the day of the newest article, ISO."""
    language = part.language
    told = _reasoned(part, reason, newest)
    if told:
        return told
    if part.shape == "yesno":
        sentence, otherwise = _WHETHER[language]
        plain = part.countries and not says_more(part)
        return sentence.format(_subject(part, otherwise) if plain else otherwise)
    if says_more(part):
        part = replace(part, act=None, countries=(), counted=())
    return _clause(part, _VIETNAMESE if language == "vi" else _ENGLISH) or NO_ANSWER[language]


def says_more(part: Part) -> bool:
    """Whether the question says more than whom and what its act is of: then words of ours would ask another question."""
    a = anatomy(part.text, part.language)
    spans = [(f.first, f.last) for f in (*a.acts, *a.asking)] + [*a.convention, *a.events]
    spans += [(c.first, c.last) for c in a.countries] + [(p.first, p.last) for p in a.provisions]
    spans += [(t.first, t.last) for t in a.times]
    if a.counted:
        spans.append((a.counted.first, a.counted.last))
    taken = {n for first, last in spans for n in range(first, last)}
    named = [m.span() for m in names_pattern().finditer(a.text)]
    left = [a.said.words[n] for n in a.content() if n not in taken]
    more = [w for w in left if not any(s <= w.start < e for s, e in named)]
    done = {f.value for f in a.acts} - {part.act} - _BESIDE.get(part.act or "say", frozenset())
    return bool(more) or bool(part.act and done)


def _reasoned(part: Part, reason: RefusedFor | None, newest: str | None) -> str | None:
    """The reason in words; None when it has none of its own, or lacks what it speaks of."""
    words = _REASONS[part.language].get(reason) if reason else None
    if words is None or (reason == "off_subject" and part.convention):
        return None
    either = " hay " if part.language == "vi" else " or "
    values = {
        "newest": day(newest, part.language) if newest else "",
        "provisions": _provisions(part),
        "countries": _countries(part, either),
        "times": _times(part, either),
    }
    needed = [name for name in values if f"{{{name}}}" in words]
    return words.format(**values) if all(values[name] for name in needed) else None


def near(title: str, origin: str, language: Language) -> str:
    """What there is, when nothing answers."""
    if language == "vi":
        return f"Gần nhất là “{title}” ({origin})."
    return f"The closest there is: “{title}” ({origin})."


def _subject(part: Part, otherwise: str) -> str:
    """ "Brazil ratified it", "Brazil phê chuẩn Công ước"; of the act alone when no country is named."""
    at = 0 if part.language == "en" else 2
    if part.act is None:
        return otherwise
    if part.countries:
        joint = " and " if part.language == "en" else " và "
        return f"{_countries(part, joint)} {_ACTS[part.act][at]}"
    return _ACTS[part.act][at + 1]


def _clause(part: Part, words: dict[str, Callable[[Part], str]]) -> str | None:
    """For the kind that is asked for; when several are, the most telling one."""
    return next((words[kind](part) for kind in _ORDER if kind in part.kinds), None)


_ORDER = ("person", "organisation", "date", "place", "money", "duration", "number", "provision")


def _english_person(part: Part) -> str:
    if part.act in _HOLDERS and not (part.act == "chair" and part.countries):
        return f"No article names {_HOLDERS[part.act][0]}{_for(part, 'of')}."
    return (
        f"No article says who {_ACTS[part.act][0]}{_for(part)}."
        if part.act
        else "No article names this person."
    )


def _for(part: Part, joint: str = "for") -> str:
    return f" {joint} {_countries(part, ' and ')}" if part.countries else ""


def _when(part: Part, word: str, otherwise: str) -> str:
    return f"No article says {word} {_subject(part, otherwise)}."


def _asks_country(part: Part) -> bool:
    """ "Which country ...?" asks who, not where."""
    a = anatomy(part.text, part.language)
    states = [f.first for f in lexicon.phrases("states", part.language).all(a.said)]
    return any(f.value == "place" and any(f.first <= n < f.last for n in states) for f in a.asking)


def _english_country(part: Part) -> str | None:
    if not _asks_country(part):
        return None
    return f"No article says which country {_ACTS[part.act][0]}." if part.act else NO_ANSWER["en"]


def _vietnamese_country(part: Part) -> str | None:
    if not _asks_country(part):
        return None
    return f"Không bài viết nào cho biết nước nào {_ACTS[part.act][2]}." if part.act else NO_ANSWER["vi"]


def _english_number(part: Part) -> str:
    noun = in_language(part.counted, "en", 2) if part.counted else None
    if noun is None:
        return "No article gives this number."
    return (
        f"No article says how many {noun} {_ACTS[part.act][0]}."
        if part.act
        else f"No article gives the number of {noun}."
    )


_ENGLISH: dict[str, Callable[[Part], str]] = {
    "person": _english_person,
    "organisation": lambda p: "No article names this organisation.",
    "date": lambda p: _when(p, "when", "this was"),
    "place": lambda p: _english_country(p) or _when(p, "where", "this was"),
    "money": lambda p: "No article gives this amount of money.",
    "duration": lambda p: "No article says how long this takes.",
    "number": _english_number,
    "provision": lambda p: "No article I have says which article of the Convention this is.",
}


def _vietnamese_person(part: Part) -> str:
    if part.act in _HOLDERS and not (part.act == "chair" and part.countries):
        return f"Không bài viết nào nêu tên {_HOLDERS[part.act][1]}{_of(part)}."
    if part.act is None:
        return "Không bài viết nào nêu tên người này."
    who = f"ai {_ACTS[part.act][2]}"
    return f"Không bài viết nào cho biết {who}{' thay mặt ' + _countries(part, ' và ') if part.countries else ''}."


def _of(part: Part) -> str:
    return f" của {_countries(part, ' và ')}" if part.countries else ""


def _vietnamese_number(part: Part) -> str:
    noun = in_language(part.counted, "vi", 2) if part.counted else None
    if noun is None:
        return "Không bài viết nào nêu con số này."
    act = f" {_ACTS[part.act][2]}" if part.act else ""
    return f"Không bài viết nào cho biết có bao nhiêu {noun}{act}."


_VIETNAMESE: dict[str, Callable[[Part], str]] = {
    "person": _vietnamese_person,
    "organisation": lambda p: "Không bài viết nào nêu tên tổ chức này.",
    "date": lambda p: f"Không bài viết nào cho biết {_subject(p, 'việc này diễn ra')} khi nào.",
    "place": lambda p: (
        _vietnamese_country(p) or f"Không bài viết nào cho biết {_subject(p, 'việc này diễn ra')} ở đâu."
    ),
    "money": lambda p: "Không bài viết nào nêu số tiền này.",
    "duration": lambda p: "Không bài viết nào nói việc này kéo dài bao lâu.",
    "number": _vietnamese_number,
    "provision": lambda p: "Không bài viết nào tôi có nói đây là điều nào của Công ước.",
}


def _countries(part: Part, joint: str) -> str:
    return joint.join(name_of(code, part.language) for code in part.countries)


def _times(part: Part, joint: str) -> str:
    days = [day(d.isoformat(), part.language) for d in part.days]
    return joint.join(days or [f"năm {y}" if part.language == "vi" else str(y) for y in part.years])


def _provisions(part: Part) -> str:
    joint = " và " if part.language == "vi" else " and "
    return joint.join(provision(p, part.language) for p in part.provisions)
