"""Take the pictures of the documentation from a running server: python -m docs.screenshots

Needs Chromium and the development dependencies; ingests the starter corpus into a folder of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

import platformdirs
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.serving import Site, free_port, other_site, serving

HERE = Path(__file__).parent
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SIGNED = "Bao nhiêu nước đã ký Công ước Hà Nội?"
LAPTOP, PHONE = (1280, 800), (390, 844)
GAZETTE = """<meta name=viewport content="width=device-width"><style>:root{color-scheme:light dark}
body{font:17px/1.6 Georgia,serif;margin:0}header{border-bottom:3px double;text-align:center}
main{max-width:640px;margin:0 auto;padding:0 16px}</style><header><h1>The Example Gazette</h1></header>
<main><h2>A quiet day</h2>PARAGRAPHS</main>"""


def main() -> None:
    """Every picture, beside this file."""
    models = Path(
        os.environ.get("HANOI_MODELS") or platformdirs.user_cache_path("hanoi-convention-bot") / "models"
    )
    with tempfile.TemporaryDirectory() as folder, other_site(free_port()) as other:
        home = Path(folder) / "home"
        environ = {**os.environ, "HANOI_HOME": str(home), "HANOI_MODELS": str(models)}
        subprocess.run([sys.executable, "-m", "ui", "ingest", "--starter"], env=environ, check=True)
        with (
            serving(home, models, free_port(), HANOI_EMBED_ORIGINS=other.origin) as url,
            sync_playwright() as play,
        ):
            browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            chat(page(browser, LAPTOP, "light"), url, "chat.png")
            chat(page(browser, LAPTOP, "dark"), url, "chat-dark.png")
            chat(page(browser, PHONE, "light"), url, "chat-phone.png")
            widget(page(browser, LAPTOP, "light"), url, other)
            browser.close()


def page(browser: Browser, size: tuple[int, int], scheme: str) -> Page:
    """A new Vietnamese visitor."""
    width, height = size
    context = browser.new_context(
        locale="vi-VN", viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )  # fmt: skip
    return context.new_page()


def chat(page: Page, url: str, name: str) -> None:
    """The chat with an answer."""
    page.goto(url)
    page.locator(".foot").wait_for()
    page.locator("#box textarea").fill(SIGNED)
    page.locator("#box textarea").press("Enter")
    page.locator("#t0 .tools").wait_for()
    page.wait_for_timeout(500)  # fonts and the last scroll
    page.evaluate("scrollTo(0, 0)")
    save(page, name)


def widget(page: Page, url: str, other: Site) -> None:
    """The widget on somebody else's newspaper."""
    html = GAZETTE.replace(
        "PARAGRAPHS", "<p>A paragraph of a story that goes on for a while, as stories do.</p>" * 12
    )
    page.goto(other.page("/", f'{html}<script src="{url}widget.js" data-lang="vi" defer></script>'))
    page.locator("hanoi-chat .launch").click()
    page.locator("hanoi-chat textarea").fill(SIGNED)
    page.locator("hanoi-chat textarea").press("Enter")
    page.locator("hanoi-chat .card").first.wait_for()
    page.wait_for_timeout(500)
    save(page, "widget.png")


def save(page: Page, name: str) -> None:
    """A third of the bytes: 128 colours are enough for text."""
    picture = Image.open(BytesIO(page.screenshot()))
    picture.quantize(128, dither=Image.Dither.NONE).save(HERE / name, optimize=True)


if __name__ == "__main__":
    main()
