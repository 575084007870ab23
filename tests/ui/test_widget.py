"""The widget's files: how heavy, under which address, and the tag that names them."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from tests.ui.conftest import NEWS
from ui import own
from ui.commands.widget import widget_tag

# What a site's visitors load: promised in docs/widget.md.
LOADER_BYTES = 3_000
ALL_BYTES = 15_000


def weight(name: str) -> int:
    return len(own.packed(name))


def test_the_loader_and_the_whole_are_small() -> None:
    assert weight("widget.js") <= LOADER_BYTES
    assert weight("widget.js") + weight("widget-core.js") <= ALL_BYTES


def test_the_loader_names_the_hash_of_its_other_half() -> None:
    digest = hashlib.sha384(own.content("widget-core.js") or b"").digest()
    assert f'"sha384-{base64.b64encode(digest).decode()}"' in (own.content("widget.js") or b"").decode()


def test_nothing_is_asked_of_a_third_party_and_no_cookie_is_set() -> None:
    for name in ("widget.js", "widget-core.js", "embed.js", "page.js", "builder.js"):
        script = (own.content(name) or b"").decode()
        assert not re.search(r"https?://(?!www\.w3\.org)", script), name
        assert "cookie" not in script, name
        assert "eval(" not in script, name


def test_the_tag_names_this_version_and_its_hash(client: TestClient) -> None:
    done = CliRunner().invoke(widget_tag, ["https://chat.example/", "--lang", "en"])
    assert done.exit_code == 0
    match = re.fullmatch(
        r'<script src="https://chat\.example/(\S+)" integrity="sha384-(\S+)" crossorigin="anonymous"'
        r' data-lang="en" defer></script>\n',
        done.stdout,
    )
    assert match
    served = client.get(f"/{match[1]}", headers={"Origin": NEWS})
    assert base64.b64encode(hashlib.sha384(served.content).digest()).decode() == match[2]
    assert served.headers["cache-control"] == own.FOR_EVER
    assert served.headers["access-control-allow-origin"] == NEWS
    assert served.headers["cross-origin-resource-policy"] == "cross-origin"


def test_the_short_address_is_kept_for_minutes_only(client: TestClient) -> None:
    done = CliRunner().invoke(widget_tag, ["https://chat.example", "--latest"])
    assert done.stdout == '<script src="https://chat.example/widget.js" defer></script>\n'
    for name in ("widget.js", "widget-core.js"):
        served = client.get(f"/{name}")
        assert served.content == own.content(name)
        assert served.headers["cache-control"] == own.SOON


@pytest.mark.parametrize(
    "site", ["chat.example", "ftp://x.example", "javascript:alert(1)", "https://x.example?a=b"]
)
def test_no_tag_for_what_is_no_address(site: str) -> None:
    done = CliRunner().invoke(widget_tag, [site])
    assert done.exit_code == 2
    assert "SITE must be an address" in done.output


@pytest.mark.parametrize(
    "name",
    [
        "../pages.py",
        "words.toml",
        ".hidden",
        "none.js",
        "widget.js/../x",
        "a\\b.css",
        "a" * 5_000 + ".js",
        "a%00.js",
    ],
)
def test_only_our_static_files_are_served(client: TestClient, name: str) -> None:
    assert own.content(name) is None
    assert client.get(f"/own/{own.version()}/{name}").status_code == 404


def test_files_are_sent_packed_to_those_who_can_unpack(client: TestClient) -> None:
    packed = client.get("/widget-core.js", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) == weight("widget-core.js")
    plain = client.get("/widget-core.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == packed.content
    assert "Accept-Encoding" in plain.headers["vary"]


def test_an_old_version_s_address_is_not_kept_for_ever(client: TestClient) -> None:
    assert client.get("/own/000000000000/page.css").headers["cache-control"] == own.SOON


def test_the_frame_names_only_listed_origins_and_takes_options_as_text(client: TestClient) -> None:
    page = client.get("/embed", params={"title": '"><script>x', "as_of": "no", "theme": "dark", "lang": "en"})
    assert f'data-parents="{NEWS}"' in page.text
    assert 'data-title="&quot;&gt;&lt;script&gt;x"' in page.text
    assert "as-of" not in page.text
    assert page.headers["content-security-policy"].endswith(f"frame-ancestors 'self' {NEWS}")
    assert "x-frame-options" not in page.headers
