"""The owner's pause: one command, one button, and every door says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from samples import FOUND, answering
from starlette.testclient import TestClient

from ui.commands.pause import pause
from ui.ours import by_ourselves
from ui.pausing import Pause, Paused

Make = Callable[..., TestClient]
TOKEN = "a-token-of-the-owner"


def press(client: TestClient, do: str, token: str = TOKEN) -> int:
    return client.post("/owner?lang=en", data={"token": token, "do": do}).status_code


def test_the_command_stops_every_door_and_starts_it_again(make_client: Make, tmp_path: Path) -> None:
    client, env = make_client(answering(FOUND), home=tmp_path), {"HANOI_HOME": str(tmp_path)}
    assert CliRunner().invoke(pause, [], env=env).exit_code == 0
    refused = client.post("/api/ask", json={"question": "Hỏi?"})
    assert (refused.status_code, refused.json()["error"]) == (503, "paused")
    assert "đang tạm dừng" in client.get("/ask", params={"q": "Hỏi?", "lang": "vi"}).text
    assert CliRunner().invoke(pause, ["--off"], env=env).exit_code == 0
    assert client.post("/api/ask", json={"question": "Hỏi?"}).status_code == 200


def test_the_button_needs_the_owner_s_token(make_client: Make, tmp_path: Path) -> None:
    client = make_client(answering(FOUND), home=tmp_path, owner_token=TOKEN)
    assert 'value="pause"' in client.get("/owner").text
    assert (press(client, "pause", "wrong"), Pause(tmp_path).on()) == (403, False)
    assert (press(client, "pause"), Pause(tmp_path).on()) == (200, True)
    assert 'value="resume"' in client.get("/owner").text
    assert (press(client, "resume"), Pause(tmp_path).on()) == (200, False)


def test_guesses_are_limited_and_no_other_site_can_press(make_client: Make, tmp_path: Path) -> None:
    client = make_client(answering(FOUND), home=tmp_path, owner_token=TOKEN)
    foreign = client.post(
        "/owner", data={"token": TOKEN, "do": "pause"}, headers={"Origin": "https://evil.example"}
    )
    assert (foreign.status_code, Pause(tmp_path).on()) == (403, False)
    assert [press(client, "pause", "no") for _ in range(12)][-1] == 429
    assert (press(client, "pause"), Pause(tmp_path).on()) == (429, False)


def test_without_a_token_there_is_no_button_and_nothing_to_press(make_client: Make, tmp_path: Path) -> None:
    client = make_client(answering(FOUND), home=tmp_path)
    assert "hanoi pause" in client.get("/owner").text
    assert (press(client, "pause", ""), Pause(tmp_path).on()) == (403, False)


def test_what_the_server_asks_itself_is_answered(tmp_path: Path) -> None:
    answerer = answering(FOUND)
    answerer.paused = lambda: True
    with pytest.raises(Paused):
        answerer.ask("Hỏi?")
    with by_ourselves():
        assert answerer.ask("Hỏi?").found
