"""Behind a real nginx, under a path: every link and every request stays below it."""

from __future__ import annotations

import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.chat import Chat
from tests.browser.papers import QUOTED
from tests.browser.serving import serving
from tests.servers import free_port

CONFIG = """
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off; client_body_temp_path {folder}/a; proxy_temp_path {folder}/b;
  fastcgi_temp_path {folder}/c; uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{
    listen 127.0.0.1:{port};
    location /chat/ {{
      proxy_pass http://127.0.0.1:{behind}/; proxy_http_version 1.1; proxy_buffering off;
      proxy_set_header Host $http_host; proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Proto https;
    }}
  }}
}}
"""


@pytest.fixture
def proxied(stocked: Path, models: Path, tmp_path: Path) -> Iterator[str]:
    """`hanoi serve` under /chat/ of an nginx that says its visitors come by https."""
    nginx = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if nginx is None:
        pytest.skip("NO NGINX: install nginx-light")
    shutil.copytree(stocked, mine := tmp_path / "home")
    port, behind = free_port(), free_port()
    config = tmp_path / "nginx.conf"
    config.write_text(CONFIG.format(folder=tmp_path, port=port, behind=behind), "utf-8")
    settings = {"HANOI_ROOT_PATH": "/chat", "HANOI_TRUSTED_PROXIES": "127.0.0.1"}
    with serving(mine, models, behind, **settings), subprocess.Popen([nginx, "-c", str(config)]) as process:
        try:
            yield f"http://localhost:{port}/chat/"
        finally:
            process.terminate()


def answers(url: str) -> bool:
    """Whether the proxy passes on, within a few seconds."""
    for _ in range(50):
        try:
            urllib.request.urlopen(f"{url}readyz", timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False


@pytest.mark.may_skip
def test_the_chat_and_its_pages_work_below_a_path(page: Page, proxied: str, requests: list[Request]) -> None:
    assert answers(proxied)
    chat = Chat(page, proxied).open()
    chat.ask(QUOTED["vi"])
    chat.card(0, 1).locator(".read").click()
    expect(page.locator("mark#quote")).to_be_in_viewport()
    page.get_by_role("link", name="Bài báo").click()
    expect(page.locator(".list a").first).to_be_visible()
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="Ask", exact=True).click()
    expect(page.locator("#send")).to_have_text("Send")
    assert [r.url for r in requests if not r.url.startswith((proxied, "data:"))] == []
