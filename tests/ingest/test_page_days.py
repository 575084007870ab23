"""Where other systems and languages write an article's day on its page."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.page import read_page

TODAY = date(2026, 11, 21)
TEXT = (
    "<p>La biblioteca municipal de la ciudad abre una nueva sala de lectura para los vecinos del barrio.</p>"
    * 4
)
LAST = "<p>La directora invitó a los vecinos a visitar la sala en las próximas semanas, todos los días por la tarde.</p>"
GERMAN = (
    "<p>Die Bibliothek der Stadt hat einen neuen Lesesaal, und die Leute aus dem Viertel kommen gern hin.</p>"
    * 4
)


def test_an_address_tells_the_day_that_a_record_in_utc_has_passed() -> None:
    record = '{"@type": "NewsArticle", "headline": "Sala nueva", "datePublished": "2020-02-18T02:18:11Z"}'
    page = (
        f'<html><head><title>Sala nueva</title><script type="application/ld+json">{record}</script></head>'
        f"<body><h1>Sala nueva</h1>{TEXT}</body></html>"
    )
    address = "https://example.com/2020/02/17/sala-nueva"
    assert read_page(page.encode(), TODAY, address).published == "2020-02-17"


def test_the_line_that_says_when_it_was_posted_is_no_paragraph() -> None:
    page = f"<html><body><h1>Sala nueva</h1>{TEXT}{LAST}<div class=post-date>6 de agosto de 2009</div></body></html>"
    assert "agosto" not in "".join(read_page(page.encode(), TODAY).paragraphs)


def test_a_page_called_caption_holds_its_article() -> None:
    body = f"<div class='shift caption'><h1>Sala nueva</h1><div>17/03/2020</div><div class=body>{TEXT}</div></div>"
    assert day(body) == "2020-03-17"


def day(body: str) -> str | None:
    page = f"<html><head><title>Sala nueva</title></head><body>{body}</body></html>"
    return read_page(page.encode(), TODAY, "https://example.com/sala-nueva").published


@pytest.mark.parametrize(
    ("body", "iso"),
    [
        pytest.param(
            f"<div><div><a href=/x>Ciudad</a><p class=published-date>"
            f"/ jueves 2 de abril de 2020</p></div><h1>Sala nueva</h1>{TEXT}</div>",
            "2020-04-02",
            id="in a box above the headline",
        ),
        pytest.param(
            f"<h1>Sala nueva</h1><p class=newsdatum><a href=/2014/07/19>Samstag, 19. Juli 2014</a></p>{GERMAN}",
            "2014-07-19",
            id="the date is a link",
        ),
        pytest.param(
            f"<h1>Sala nueva</h1><p>von <a rel=author href=/k>Klaus Peter Lang</a>, 8.5.12</p>{GERMAN}",
            "2012-05-08",
            id="behind the writer's linked name",
        ),
        pytest.param(
            f"<h1>Sala nueva</h1><div class=entry-top-info><a href=/e>2020年07月12日</a></div>{TEXT}",
            "2020-07-12",
            id="eastern figures",
        ),
        pytest.param(
            f"<h1>Sala nueva</h1><p><abbr class=published title=2013-03-04T10:00:00+01:00>lunes</abbr></p>{TEXT}",
            "2013-03-04",
            id="a microformat",
        ),
        pytest.param(
            f"<h1>Sala nueva</h1><p><span data-time=1594468800>ayer</span></p>{TEXT}",
            "2020-07-11",
            id="seconds",
        ),
        pytest.param(
            f"<h4>Sala nueva</h4><div><p>von <a rel=author href=/k>Klaus Peter Lang</a>, 8.5.12</p>{GERMAN}</div>",
            "2012-05-08",
            id="behind the writer's name, without a headline",
        ),
        pytest.param(
            f"<h1>Sala nueva</h1>{TEXT}{LAST}<p class='postmetadata alt'>Esta entrada fue publicada el 3 de diciembre de 2011 en "
            "Ciudad. Se puede seguir por su canal o dejar una respuesta aquí abajo, si se quiere.</p>",
            "2011-12-03",
            id="in the line below that says when it was posted",
        ),
        pytest.param(
            f"<h1>Sala nueva</h1>{TEXT}{LAST}<div class=post-date>6 de agosto de 2009</div>",
            "2009-08-06",
            id="in a box of its own below",
        ),
        pytest.param(
            f"<h1>Sala nueva</h1><p><abbr class=published title=06-08-2009T14:12:32+0200>6 de agosto de 2009</abbr></p>{TEXT}",
            "2009-08-06",
            id="a stamp that is none, its words are",
        ),
        pytest.param(
            f"<h1>Sala nueva</h1><p>2018-08-29 14:15:57 2018-06-22 10:20:00</p>{TEXT}",
            None,
            id="two days in a line",
        ),
        pytest.param(
            f"<h1>Sala nueva</h1>{TEXT}{LAST}<div class='comments post-meta'>6 de agosto de 2009</div>",
            None,
            id="a comment's meta line below",
        ),
        pytest.param(
            f"<h1>Sala nueva</h1>{TEXT}{LAST}<div class=teaser>6 de agosto de 2009</div>",
            None,
            id="any line below",
        ),
        pytest.param(
            f"<h1>Sala nueva</h1><ul class=related><li class=date><a href=/o>2 de abril de 2020</a></ul>{TEXT}",
            None,
            id="a related story's",
        ),
        pytest.param(
            f"<h1>Sala nueva</h1>{TEXT}<div class=comments><span data-time=1594468800>ayer</span></div>",
            None,
            id="a comment's",
        ),
    ],
)
def test_a_day_beside_the_headline(body: str, iso: str | None) -> None:
    assert day(body) == iso
