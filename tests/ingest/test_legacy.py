"""Text in the encodings of before Unicode is converted in every form of file, and nothing else is touched."""

from __future__ import annotations

import json
import textwrap
import unicodedata
from pathlib import Path

import pytest
from form_samples import PARAGRAPHS, TITLE, paragraph, word_file
from legacy_samples import ENCODERS, tcvn3, vni
from library_samples import HashEmbedder
from pdf_samples import Drawn, pdf

from ingest.legacy import converted_text, old_font
from ingest.publishers import publishers
from ingest.reader import answer_to
from ingest.run import ingest
from ingest.syllables import is_syllable
from ingest.zone import now_in_viet_nam
from vectorstore.text import fold

TEXT = "\n\n".join((TITLE, *PARAGRAPHS))


def read(kind: str, data: bytes) -> dict[str, object]:
    """What the reading process says of a file."""
    return answer_to({"kind": kind, "source": "a", "origin": ""}, data, now_in_viet_nam(), publishers())


def page(text: str, encoding: str = "utf-8", entities: bool = False) -> bytes:
    """A page whose letters are *text*'s."""
    title, *paragraphs = text.split("\n\n")
    body = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>"
    body += (
        "".join(f'<p><font face=".VnTime">{p}</font></p>' for p in paragraphs) + "</article></body></html>"
    )
    if entities:
        body = "".join(c if c < "\x80" else f"&#{ord(c)};" for c in body)
    return body.encode(encoding)


def files(text: str) -> dict[str, tuple[str, bytes]]:
    """*text* in the forms of files that hold articles."""
    title, *paragraphs = text.split("\n\n")
    return {
        "text in UTF-8": (".txt", text.encode()),
        "text in the font's own bytes": (".txt", text.encode("latin-1")),
        "Markdown": (".md", f"# {text}".encode()),
        "a page in UTF-8": (".html", page(text)),
        "a page in the font's own bytes": (".html", page(text, "latin-1")),
        "a page of entities": (".html", page(text, "ascii", entities=True)),
        "a record": (".jsonl", json.dumps({"title": title, "text": "\n\n".join(paragraphs)}).encode()),
        "a Word file": (".docx", word_file(paragraph(title, "Title") + "".join(map(paragraph, paragraphs)))),
    }


@pytest.mark.parametrize("form", files(""))
@pytest.mark.parametrize("name", ENCODERS)
def test_is_converted_and_said_so(name: str, form: str) -> None:
    said = read(*files(ENCODERS[name](TEXT))[form])
    assert said["note"] == f"converted from {name} to Unicode"
    article = said["article"]
    assert isinstance(article, dict)
    assert (article["title"], article["text"]) == (TITLE, "\n\n".join(PARAGRAPHS))


@pytest.mark.parametrize("name", ENCODERS)
def test_a_pdf_is_converted(name: str) -> None:
    lines = [line for p in PARAGRAPHS for line in textwrap.wrap(ENCODERS[name](p), 80)]
    drawn = [Drawn(50, 760 - 16 * n, line) for n, line in enumerate(lines)]
    said = read(".pdf", pdf([[Drawn(50, 800, ENCODERS[name](TITLE), 20), *drawn]]))
    assert said["note"] == f"converted from {name} to Unicode"
    assert isinstance(said["article"], dict)
    assert said["article"]["title"] == TITLE
    assert said["article"]["text"].split() == " ".join(PARAGRAPHS).split()


def test_the_report_says_it(tmp_path: Path, quick: HashEmbedder) -> None:
    path = tmp_path / "old.txt"
    path.write_text(tcvn3(TEXT), encoding="utf-8")
    report = ingest([str(path)], tmp_path / "home", quick)
    assert [(o.status, o.reason) for o in report.outcomes] == [("added", "converted from TCVN3 to Unicode")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TEXT, id="Vietnamese"),
        pytest.param(unicodedata.normalize("NFD", TEXT), id="decomposed"),
        pytest.param(fold(TEXT), id="without marks"),
        pytest.param(
            "Die Bäume draußen und die Häuser träumen, für Müller über Köln, höchste Größe, süß " * 9,
            id="German",
        ),
        pytest.param(
            "L’été dernier, à Noël, il a été là où naît l’idée ; un aïeul haï, une ambiguïté. " * 9,
            id="French",
        ),
        pytest.param(
            "São João não é à beira do chão; há irmãos, mães e pães às três da manhã. " * 9, id="Portuguese"
        ),
        pytest.param("A costs 5 µm · B «quoted» © 2025 ® brand ± 3°. " * 9, id="signs"),
        pytest.param(
            "I don't. We're told: he'd do it? So. Is it a^2 or u+v, e.g. f(a(b)), o+p? No. " * 9, id="English"
        ),
        pytest.param(
            "In Python, `a += u+'x'` and re.sub(r'\\.', e.name, \"to.\") are ok? Yes. " * 9, id="a program"
        ),
    ],
)
def test_other_text_is_not_touched(text: str) -> None:
    assert (converted_text(text), old_font(text)) == ((text, ""), "")


@pytest.mark.parametrize("name", ENCODERS)
def test_lines_that_are_unicode_stay_as_they_are(name: str) -> None:
    old = [ENCODERS[name](p) for p in PARAGRAPHS[1:]]
    lines = [PARAGRAPHS[0], old[0], "A café in Hanoi, said to be naïve.", old[1]]
    found, told = converted_text("\n\n".join(lines))
    assert told == name
    assert found.split("\n\n") == [*PARAGRAPHS[:2], lines[2], PARAGRAPHS[2]]


@pytest.mark.parametrize(
    ("name", "old", "said"),
    [
        ("TCVN3", tcvn3("CỘNG HÒA XÃ HỘI VIỆT NAM"), "CỘNG HÒA XÃ HỘI VIỆT NAM"),
        ("TCVN3", tcvn3("Xã hội. Ở đó, ô tô đỗ"), "Xã hội. Ở đó, ô tô đỗ"),
        ("VNI", vni("HĐND XÃ; Đông Dương, ỷ lại, kỹ sư"), "HĐND XÃ; Đông Dương, ỷ lại, kỹ sư"),
        ("VNI", vni("ông ") + "Müller", "ông Müller"),
        ("VIQR", "Co^.ng ho`a xa~ ho^.i; DDo^ng Du*o*ng, ddu+o+.c", "Cộng hòa xã hội; Đông Dương, được"),
        ("VIQR", "Anh a^'y ddi ra. Chu? ti.ch: co' lu~y\\. A\\? HDDND.", "Anh ấy đi ra. Chủ tịch: có lũy. A? HĐND."),
        ("VIQR", "Xem www.bao.vn/do.html, vie^'t cho a.b@bao.vn", "Xem www.bao.vn/do.html, viết cho a.b@bao.vn"),
        ("VIQR", "Ho^.i ddo^`ng ba?o\nan ho.p chu?\nti.ch.", "Hội đồng bảo\nan họp chủ\ntịch."),
    ],
)  # fmt: skip
def test_letters_and_capitals(name: str, old: str, said: str) -> None:
    found, _ = converted_text(f"{ENCODERS[name](TEXT)}\n\n{old}")
    assert found.split("\n\n", 4)[4] == said


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param(
            tcvn3(TEXT).replace("\u00ad", ""), "every ư of it is lost", id="soft hyphens were stripped"
        ),
        pytest.param(
            "Zéxg qµwz x· hzíi pñx ViÖzz, ®zéc lfËp, h¹wnh phóqc, zg­êi dzxn ®Õzn " * 4, "TCVN3", id="no words"
        ),
    ],
)
def test_what_cannot_be_converted_is_refused_by_name(text: str, reason: str) -> None:
    assert reason in str(read(".txt", text.encode())["rejected"])


@pytest.mark.parametrize("word", "nghiêng giết gì quyển khuya quốc xoong ăn ỷ Thuở UYÊN hòa hoà yêu".split())
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", "nàc đợc quốp cêm kấ ngêch ngìm café Müller gơng nuớcc naïve".split())
def test_other_words(word: str) -> None:
    assert not is_syllable(word)
