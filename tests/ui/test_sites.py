"""Each site that embeds us has a public id: its own share of questions, its own figures."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_network

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from ui.commands.widget import widget_tag
from ui.settings import BadSetting, Settings

PAPER, TV, CHAT = "https://paper.example", "https://tv.example:8443", "http://testserver"
MakeClient = Callable[..., TestClient]


def test_an_id_is_given_or_is_the_host() -> None:
    listed = "https://paper.example=paper, https://www.paper.example=paper https://tv.example:8443"
    settings = Settings.from_env({"HANOI_EMBED_ORIGINS": listed})
    assert settings.embed_origins == (PAPER, "https://www.paper.example", TV)
    assert dict(settings.site_ids) == {
        PAPER: "paper",
        "https://www.paper.example": "paper",
        TV: "tv.example:8443",
    }


@pytest.mark.parametrize(
    "entry", ["https://a.example=", "https://a.example=b c/d", "https://a.example/x=y", "=a", "*=all"]
)
def test_an_id_or_an_origin_that_is_none_is_refused(entry: str) -> None:
    with pytest.raises(BadSetting, match="HANOI_EMBED_ORIGINS"):
        Settings.from_env({"HANOI_EMBED_ORIGINS": entry})


class Visitor:
    """Asks from an address that our proxy names."""

    def __init__(self, client: TestClient, address: str, origin: str | None) -> None:
        self._client = client
        self._headers = {"X-Forwarded-For": address} | ({"Origin": origin} if origin else {})

    def ask(self) -> int:
        """The status; an empty question costs no time and counts like any other."""
        return self._client.post("/api/ask", json={"question": ""}, headers=self._headers).status_code


@pytest.fixture
def visitor(make_client: MakeClient, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Visitor]:
    """Visitors of one server: 3 questions a minute an address, 5 a site."""
    client = make_client(
        embed_origins=(PAPER, TV),
        site_ids={PAPER: "paper"},
        rate="3/minute",
        site_rate="5/minute",
        trusted_proxies=(ip_network("10.0.0.0/8"),),
    )
    proxied = TestClient(client.app, client=("10.0.0.1", 1))
    return lambda n, origin=None: Visitor(proxied, f"203.0.113.{n}", origin)


def test_one_address_cannot_starve_its_site(visitor: Callable[..., Visitor]) -> None:
    abuser = visitor(1, PAPER)
    assert [abuser.ask() for _ in range(30)] == [422] * 3 + [429] * 27
    assert [visitor(n, PAPER).ask() for n in (2, 3)] == [422, 422]


def test_a_crowd_on_one_site_starves_no_other_nor_our_own_page(visitor: Callable[..., Visitor]) -> None:
    crowd = [visitor(n, PAPER).ask() for n in range(1, 31)]
    assert crowd == [422] * 5 + [429] * 25
    for n, origin in ((41, TV), (42, CHAT), (43, None)):
        assert visitor(n, origin).ask() == 422


def test_a_refused_site_is_told_when_to_come_back_and_its_figures_are_its_own(
    visitor: Callable[..., Visitor],
) -> None:
    for n in range(1, 6):
        visitor(n, PAPER).ask()
    one = visitor(9, PAPER)
    refused = one._client.post("/api/ask", json={"question": "a"}, headers=one._headers)
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.headers["access-control-allow-origin"] == PAPER
    assert "here" in refused.json()["message"]
    for origin in (TV, CHAT, None, "https://evil.example"):
        visitor(20, origin).ask()
    text = one._client.get("/metrics").text
    assert 'hanoi_site_questions_total{site="paper",status="422"} 5.0' in text
    assert 'hanoi_site_questions_total{site="paper",status="429"} 1.0' in text
    assert 'hanoi_site_questions_total{site="tv.example:8443",status="422"} 1.0' in text
    assert 'hanoi_site_questions_total{site="own",status="422"} 1.0' in text
    assert 'hanoi_site_questions_total{site="none",status="422"} 1.0' in text
    assert "evil" not in text


def test_the_tag_command_says_which_sites_have_which_id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANOI_EMBED_ORIGINS", "https://paper.example=paper")
    done = CliRunner().invoke(widget_tag, ["https://chat.example"])
    assert "https://paper.example is the site 'paper'" in done.stderr
    assert done.stdout.count("\n") == 1
    assert "paper" not in done.stdout
    monkeypatch.delenv("HANOI_EMBED_ORIGINS")
    assert "HANOI_EMBED_ORIGINS" in CliRunner().invoke(widget_tag, ["https://chat.example"]).stderr
