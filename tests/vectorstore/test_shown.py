"""What lets somebody in is never printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.settings import BadSetting, Settings
from vectorstore.errors import ServerAway, ServerRefuses
from vectorstore.server import Server
from vectorstore.shown import shown, without_login

SECRET = "pa55w0rd-of-ours"


@pytest.mark.parametrize(
    ("address", "printed"),
    [
        (f"http://me:{SECRET}@chroma:8000/x", "http://(hidden)@chroma:8000/x"),
        (f"https://{SECRET}@chroma", "https://(hidden)@chroma"),
        (f"http://me@work:{SECRET}@chroma", "http://(hidden)@chroma"),
        (
            f"https://models.example/v1?key={SECRET}&b={SECRET}",
            "https://models.example/v1?key=(hidden)&b=(hidden)",
        ),
        ("http://chroma:8000", "http://chroma:8000"),
    ],
)
def test_an_address_is_printed_without_its_secrets(address: str, printed: str) -> None:
    assert shown(address) == printed
    for error in (ServerAway(address, f"no route to {address}"), ServerRefuses(address, address)):
        assert SECRET not in str(error)


@pytest.mark.parametrize("name", ["HANOI_CHROMA_URL", "HANOI_LLM_BASE_URL"])
def test_settings_show_none_whether_they_can_be_used_or_not(name: str) -> None:
    assert SECRET not in repr(Settings.from_env({name: f"http://me:{SECRET}@host.example/v1"}))
    with pytest.raises(BadSetting) as refused:
        Settings.from_env({name: f"ftp://me:{SECRET}@host.example/v1"})
    assert SECRET not in str(refused.value)


def test_a_server_that_is_away_is_named_without_them() -> None:
    with pytest.raises(ServerAway) as away:
        Server.at(f"http://me:{SECRET}@127.0.0.1:9").look()
    assert SECRET not in str(away.value)
    assert "127.0.0.1:9" in str(away.value)


@given(
    st.text(), st.text(st.characters(exclude_characters="/?#@ ", exclude_categories=["Z", "C"]), min_size=3)
)
def test_no_login_stays_wherever_it_stands(before: str, login: str) -> None:
    text = f"{before} http://{login}@host.example/ and more"
    assert f"{login}@host" not in without_login(text)
