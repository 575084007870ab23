"""A treaty's own text: 68 articles in nine chapters, laid out as the adopted one is, in words of our own."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from library_samples import TODAY, HashEmbedder
from test_fetch import Site, resolve, site
from test_records import pdf_of

from bot.byline import place
from bot.reply.cite import provision_at
from ingest.archive import Archive
from ingest.errors import Rejected
from ingest.fetch import Fetcher
from ingest.formats import Raw
from ingest.publishers import publishers
from ingest.run import ingest
from ingest.treaty import treaty_articles
from vectorstore.types import Article

__all__ = ["site"]  # the fixture of a site on loopback
COUNT = 68
CHAPTERS = (1, 7, 22, 23, 35, 53, 54, 57, 59)  # the first article of each
ROMAN = "I II III IV V VI VII VIII IX".split()
LONG = "Keeping of lighthouse books that two or more harbours share for longer than the season of the fishing"
HEAD = "A/LIGHT/12/34"


def title(n: int) -> str:
    return LONG if n == 16 else f"Lamps of the {n}th harbour"


def body(n: int) -> list[str]:
    """Paragraphs of one article; some name other articles, also where a line begins."""
    if n % 5 == 0:
        return [
            f"Each harbour of kind {n} shall keep its lamp lit from dusk until dawn in every season of the year."
        ]
    return [
        f"1. Each harbour shall keep book {n} of its lamps, as provided for in article {n % COUNT + 1} and in",
        "2. The book shall tell:",
        f"(a) The hours of light of lamp {n};",
        "(b) The name of the keeper, in accordance with article 3, paragraph 2, of this Convention.",
        f"3. Nothing in this article binds the boats of fleet {n}.",
    ]


def whole(n: int) -> list[str]:
    said = body(n)
    if len(said) > 1:
        said[0] += " Article 12, paragraph 1, of this Convention."
    return said


def heading(n: int) -> list[str]:
    chapter = CHAPTERS.index(n) if n in CHAPTERS else None
    lines = [] if chapter is None else [f"Chapter {ROMAN[chapter]}", f"Rules of part {ROMAN[chapter]}"]
    return [*lines, f"Article {n}", title(n)]


def lines_of() -> Iterator[str]:
    yield "Convention of the Harbours on Lamps"
    yield "Adopted by the Assembly of Harbours on 24 December 2024"
    yield "Contents"
    for n in range(1, COUNT + 1):
        yield f"Article {n}. {title(n)[:60]} ........ {n + 3}"
    yield "The harbours, mindful of the dark,1 have agreed as follows:"
    for n in range(1, COUNT + 1):
        yield from heading(n)
        yield from whole(n)
    yield "Annex"
    yield "Forms of the books of lamps."


def as_pdf() -> bytes:
    """Pages of 40 lines of 78 characters, with a head, a page number, and a footnote on every third page."""
    wrapped = [x for line in lines_of() for x in textwrap.wrap(line, 78)]
    pages = []
    for number, at in enumerate(range(0, len(wrapped), 40), 1):
        notes = ["__________________", f"{number} See the report of the {number}th session of the Assembly."]
        page = [HEAD, *wrapped[at : at + 40], *(notes if number % 3 == 1 else []), f"{number}/40"]
        pages.append([x.replace("\\", "").replace("(", "\\(").replace(")", "\\)") for x in page])
    return pdf_of(pages)


def as_html() -> bytes:
    parts = ["<html><head><title>Lamps</title></head><body><nav>Menu Article 1 Article 2</nav>"]
    parts.append("<h1>Convention of the Harbours on Lamps</h1><p>Adopted on 24 December 2024</p><ul>")
    parts += [f"<li><a href='#a{n}'>Article {n}. {title(n)}</a></li>" for n in range(1, COUNT + 1)]
    parts.append("</ul><p>The harbours, mindful of the dark,<sup><a href='#fn1'>1</a></sup> have agreed:</p>")
    for n in range(1, COUNT + 1):
        lines = heading(n)
        if len(lines) > 2:
            parts.append(f"<h2>{lines[0]}</h2><p><i>{lines[1]}</i></p>")
        parts.append(f"<h3 id='a{n}'>Article {n}</h3><p><b>{title(n)}</b><sup>2</sup></p>")
        parts += [f"<p>{line}</p>" for line in whole(n)]
    parts.append(
        "<div id='footnotes'><p>1 See the report.</p></div><footer>Article 99</footer></body></html>"
    )
    return "".join(parts).encode()


def read(raw: Raw) -> list[Article]:
    return treaty_articles(raw, TODAY, publishers())


@pytest.mark.parametrize(
    "raw",
    [Raw(".pdf", as_pdf(), "l.pdf", "/x"), Raw(".html", as_html(), "l.html", "/x")],
    ids=["pdf", "html"],
)
def test_every_provision_is_an_article_of_its_own(raw: Raw) -> None:
    found = read(raw)
    assert [a.provision.number for a in found if a.provision] == list(range(1, COUNT + 1))
    for n, article in enumerate(found, 1):
        assert article.title == f"Article {n}. {title(n)}"
        assert article.text.split("\n\n")[1:] == whole(n), n
        assert (article.kind, article.voice, article.published) == ("legal", "source", "2024-12-24")
        chapter = max(i for i, first in enumerate(CHAPTERS, 1) if first <= n)
        assert article.provision is not None
        assert article.provision.chapter == f"Chapter {chapter}. Rules of part {ROMAN[chapter - 1]}"
    everything = "\n".join(a.text for a in found)
    assert not [x for x in (HEAD, "session of the Assembly", "Forms of the books", "____") if x in everything]


def test_a_paragraph_is_named_as_lawyers_name_it() -> None:
    article = read(Raw(".html", as_html(), "l.html", "/x"))[15]

    def named(words: str) -> tuple[str, str]:
        provision = provision_at(article, article.text.index(words))
        return place(provision, "en"), place(provision, "vi")

    assert named("1. Each") == ("Article 16, paragraph 1", "khoản 1 Điều 16")
    assert named("(b) The name") == ("Article 16, paragraph 2 (b)", "điểm b khoản 2 Điều 16")
    assert named("Nothing in") == ("Article 16, paragraph 3", "khoản 3 Điều 16")


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(b"<html><body><p>Article 16 of the Convention protects images, says a minister.</p></body></html>", id="news"),
        pytest.param(b"<html><body><h2>Article 4</h2><p>Text.</p><h2>Article 9</h2></body></html>", id="no row"),
        pytest.param(b"<html><body></body></html>", id="nothing"),
    ],
)  # fmt: skip
def test_what_is_no_treaty_is_refused(page: bytes) -> None:
    with pytest.raises(Rejected, match="no articles of a treaty"):
        read(Raw(".html", page, "a.html", "/x"))
    with pytest.raises(Rejected, match="PDF or an HTML page"):
        read(Raw(".txt", b"Article 1", "a.txt", "/x"))


def test_a_refusal_names_the_file_and_keeps_the_rest(tmp_path: Path, quick: HashEmbedder) -> None:
    (tmp_path / "law.html").write_bytes(as_html())
    (tmp_path / "news.html").write_bytes(b"<html><body><p>Article 16 is about images.</p></body></html>")
    home = tmp_path / "home"
    report = ingest([], home, quick, treaty=str(tmp_path / "law.html"))
    assert report.counts == {"added": COUNT}
    again = ingest([], home, quick, treaty=str(tmp_path / "law.html"))
    assert (again.counts, again.built) == ({"unchanged": COUNT}, False)
    refused = ingest([], home, quick, treaty=str(tmp_path / "news.html"))
    assert [(o.source, o.status) for o in refused.outcomes] == [("news.html", "rejected")]
    assert len(Archive(home).load()) == COUNT


def test_a_treaty_may_be_fetched(tmp_path: Path, quick: HashEmbedder, site: Site) -> None:
    site.pages.append(("/law.pdf", 200, {"Content-Type": "application/pdf"}, as_pdf()))
    fetcher = Fetcher(resolve=resolve, connect=site.connect, sleep=lambda _: None)
    report = ingest([], tmp_path / "home", quick, fetcher=fetcher, treaty="http://news.example/law.pdf")
    assert report.counts == {"added": COUNT}
    kept = Archive(tmp_path / "home").load().values()
    assert {a.url for a in kept} == {"http://news.example/law.pdf"}
