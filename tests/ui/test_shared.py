"""A shared answer is shown as it was given, whatever is answered now, until the owner deletes it."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from samples import ARTICLES, FOUND, answering
from starlette.testclient import TestClient

from ui import shared
from ui.answer_id import AnswerIds
from ui.commands.shared import shared as command
from ui.page.examples import Examples
from ui.page.talk import Talk
from ui.page.turns import Turn
from ui.shared import Shared, name_of
from vectorstore.types import Filters

Make = Callable[..., TestClient]
IDS = AnswerIds(b"k" * 32)
AS_OF = Filters(as_of="2025-10-26")


def kept(home: Path, filters: Filters = AS_OF) -> str:
    name = name_of(IDS, FOUND, filters)
    Shared(home).keep(name, FOUND, filters, ARTICLES)
    return name


def test_it_is_shown_as_given_with_its_filters_and_days(make_client: Make, tmp_path: Path) -> None:
    name = kept(tmp_path)
    page = make_client(answering(FOUND), home=tmp_path).get(f"/answers/{name}", params={"lang": "vi"})
    assert page.status_code == 200
    for part in (
        "Đã có <strong>72 nước</strong> ký",
        "Tính đến ngày: 26/10/2025",
        "của ngày 26/10/2025",
        'id="a-c2"',
    ):
        assert part in page.text
    assert "câu trả lời vẫn như vậy" in page.text
    assert page.headers["X-Robots-Tag"] == "noindex"


def test_what_is_answered_now_stands_beside_what_was_given(make_client: Make, tmp_path: Path) -> None:
    name = kept(tmp_path)
    now = replace(FOUND, text="Đã có 80 nước ký [1].", short="80 nước", timeline=())
    page = make_client(answering(now), home=tmp_path).get(f"/answers/{name}", params={"lang": "en"}).text
    assert (
        page.index("72 nước</strong>")
        < page.index("the answer is different")
        < page.index("80 nước</strong>")
    )


def test_one_that_was_never_kept_or_is_no_name_is_said(make_client: Make, tmp_path: Path) -> None:
    client = make_client(answering(FOUND), home=tmp_path)
    for name in ("x" * 22, "..%2F..%2Fetc%2Fpasswd", "a" * 3000, "\u00e9"):
        page = client.get(f"/answers/{name}")
        assert page.status_code == 404
    assert "Không tìm thấy câu trả lời này" in client.get(f"/answers/{'x' * 22}?lang=vi").text


def test_other_filters_are_another_address_and_another_key_too() -> None:
    names = {name_of(ids, FOUND, f) for ids in (IDS, AnswerIds.passing()) for f in (AS_OF, Filters())}
    assert len(names) == 4


def test_it_is_the_owner_s_file_and_holds_no_address_of_a_person(tmp_path: Path) -> None:
    Shared(tmp_path).keep(
        "n" * 22, replace(FOUND, question="Tôi là a@b.vn, 0912 345 678: ai ký?"), AS_OF, ARTICLES
    )
    (path,) = (tmp_path / "shared").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "a@b.vn" not in path.read_text("utf-8")
    assert "0912" not in path.read_text("utf-8")


def test_a_damaged_file_is_none(tmp_path: Path) -> None:
    name = kept(tmp_path)
    (tmp_path / "shared" / f"{name}.json").write_text('{"answer": 1}')
    assert Shared(tmp_path).get(name) is None


def test_sharing_says_whether_it_was_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answerer = answering(FOUND)
    talk = Talk(answerer, Examples(answerer), shared=Shared(tmp_path), ids=IDS)
    turns = (Turn("Hỏi?", AS_OF, FOUND),)
    assert talk.share(turns, 0)[0].shared is True
    assert (tmp_path / "shared" / f"{talk.address(turns[0]).removeprefix('answers/')}.json").exists()
    monkeypatch.setattr(shared, "MOST", 1)
    assert talk.share((replace(turns[0], filters=Filters()),), 0)[0].shared is False
    assert talk.share(turns, 5) == turns


def test_the_owner_lists_and_deletes(tmp_path: Path) -> None:
    name = kept(tmp_path)
    env = {"HANOI_HOME": str(tmp_path)}
    listed = CliRunner().invoke(command, [], env=env)
    assert (name in listed.output, FOUND.question in listed.output) == (True, True)
    assert CliRunner().invoke(command, ["--delete", name], env=env).exit_code == 0
    assert CliRunner().invoke(command, ["--delete", name], env=env).exit_code == 2
    kept(tmp_path)
    assert CliRunner().invoke(command, ["--delete-all"], env=env).output == "Deleted: 1.\n"
    assert list(Shared(tmp_path).all()) == []
