"""An author is a person of the page's own byline: no desk, no role, no outlet, nobody who is quoted."""

from __future__ import annotations

import json

import pytest
from form_samples import PARAGRAPHS, page
from test_words import article_in

RECORD = '<script type="application/ld+json">{}</script></head>'


def signed(byline: str, record: str | None = None) -> str:
    """A page with *byline* below its headline, and a record that names *record*."""
    made = page().replace("</h1>", f"</h1>{byline}")
    if record is None:
        return made
    said = json.dumps({"@type": "NewsArticle", "author": {"name": record}}, ensure_ascii=False)
    return made.replace("</head>", RECORD.format(said))


@pytest.mark.parametrize(
    ("made", "author"),
    [
        pytest.param(signed("", "Nhóm PV"), None, id="a desk"),
        pytest.param(signed('<div class="author">Mạc Diễm Hằng</div>', "Nhóm PV"), "Mạc Diễm Hằng", id="a desk in the record"),
        pytest.param(signed('<div class="author">PV</div>'), None, id="an unnamed reporter"),
        pytest.param(signed('<p class="byline">By Staff Reporter</p>'), None, id="a role"),
        pytest.param(signed('<p class="byline">By Jane Holloway, Staff Writer</p>'), "Jane Holloway", id="a name and a role"),
        pytest.param(signed('<div class="author">Mai Lan (TTXVN)</div>'), "Mai Lan", id="a name and an agency"),
        pytest.param(signed('<p class="author">Mai Lan - Theo VOV</p>'), "Mai Lan", id="a name and a source"),
        pytest.param(
            signed(f'<blockquote><p>“{PARAGRAPHS[0]}”</p><p class="author">Bà Phạm Thu Nga</p></blockquote>'), None, id="quoted"
        ),
        pytest.param(
            page().replace("</article>", '<p class="author">Tin, ảnh: Cù Kim Thoa (TTXVN)</p></article>'),
            "Cù Kim Thoa",
            id="below the text, with an agency",
        ),
    ],
)  # fmt: skip
def test_who_wrote_it(made: str, author: str | None) -> None:
    assert article_in(".html", made).author == author


def test_a_teaser_set_as_a_table_is_another_storys() -> None:
    card = (
        '<table><tr><td><a href="/x"><img src="x.jpg"></a></td><td><a href="/x"><b>Hội quán mở lớp cắt may ở phố cổ</b></a>'
        "<p>Lớp có mười bốn học viên, phần lớn là con em trong phố.</p></td></tr></table>"
    )
    made = page().replace(f"<p>{PARAGRAPHS[2]}", f"{card}<p>{PARAGRAPHS[2]}")
    assert article_in(".html", made).text.split("\n\n") == list(PARAGRAPHS)
