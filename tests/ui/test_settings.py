"""Settings are read once, and a bad value is refused by name."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path

import pytest

from ui.settings import BadSetting, Settings


def test_without_variables_everything_has_a_default() -> None:
    settings = Settings.from_env({})
    assert settings.home.is_absolute()
    assert settings.models == settings.home / "models"
    assert (settings.host, settings.port, settings.embed_origins) == ("127.0.0.1", 7860, ())


def test_an_empty_variable_is_an_unset_one() -> None:
    assert Settings.from_env({"HANOI_PORT": " ", "HANOI_EMBEDDER": ""}) == Settings.from_env({})


def test_good_values_are_read(tmp_path: Path) -> None:
    settings = Settings.from_env(
        {
            "HANOI_HOME": str(tmp_path),
            "HANOI_PORT": "0",
            "HANOI_ROOT_PATH": "/chat/",
            "HANOI_EMBED_ORIGINS": "https://news.example, http://localhost:8000 https://news.example",
            "HANOI_TRUSTED_PROXIES": "10.0.0.0/8,::1",
            "HANOI_LOG_QUESTIONS": "yes",
        }
    )
    assert settings.home == tmp_path
    assert settings.port == 0
    assert settings.root_path == "/chat"
    assert settings.embed_origins == ("https://news.example", "http://localhost:8000")
    assert settings.trusted_proxies == (ip_network("10.0.0.0/8"), ip_network("::1"))
    assert settings.log_questions


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("HANOI_PORT", "70000", id="port out of range"),
        pytest.param("HANOI_PORT", "-1", id="negative port"),
        pytest.param("HANOI_PORT", "٧", id="digit of another script"),
        pytest.param("HANOI_PORT", "9" * 5000, id="number of 5,000 digits"),
        pytest.param("HANOI_EMBED_ORIGINS", "*", id="any origin"),
        pytest.param("HANOI_EMBED_ORIGINS", "https://news.example/page", id="origin with a path"),
        pytest.param("HANOI_EMBED_ORIGINS", "https://*.example", id="origin with a wildcard"),
        pytest.param("HANOI_EMBED_ORIGINS", "null", id="origin of a file"),
        pytest.param("HANOI_TRUSTED_PROXIES", "10.0.0.1/8", id="network with host bits"),
        pytest.param("HANOI_TRUSTED_PROXIES", "proxy", id="proxy by name"),
        pytest.param("HANOI_RATE", "0/minute", id="rate of nothing"),
        pytest.param("HANOI_RATE", "fast", id="rate in words"),
        pytest.param("HANOI_ROOT_PATH", "chat", id="path without a slash"),
        pytest.param("HANOI_ROOT_PATH", "/a b", id="path with a blank"),
        pytest.param("HANOI_LLM_BASE_URL", "models.example", id="address without a scheme"),
        pytest.param("HANOI_LLM_BASE_URL", "http://[", id="broken address"),
        pytest.param("HANOI_LOG_QUESTIONS", "perhaps", id="neither yes nor no"),
        pytest.param("HANOI_TIMEOUT_S", "0", id="no time at all"),
    ],
)
def test_a_bad_value_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=f"^{name}=.*must be") as refused:
        Settings.from_env({name: value})
    assert len(str(refused.value)) < 250


def test_a_home_that_is_a_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(BadSetting, match="must be a folder"):
        Settings.from_env({"HANOI_HOME": str(file)})


def test_secrets_are_shown_neither_in_a_refusal_nor_in_the_settings() -> None:
    with pytest.raises(BadSetting) as refused:
        Settings.from_env({"HANOI_API_TOKEN": "short-secret"})
    assert "short-secret" not in str(refused.value)
    settings = Settings.from_env(
        {"HANOI_API_TOKEN": "a-secret-of-some-length", "HANOI_LIMITS_STORAGE": "redis://:pw@h"}
    )
    assert "a-secret" not in repr(settings)
    assert ":pw@" not in repr(settings)
