"""The chat page as a visitor uses it."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


@dataclass
class Chat:
    """A page that shows the chat."""

    page: Page
    url: str

    def open(self, query: str = "") -> Chat:
        """Load it and wait until it can be used."""
        self.page.goto(self.url + query)
        self.page.locator(".foot").wait_for()
        self.page.locator("#box textarea").wait_for()
        return self

    @property
    def box(self) -> Locator:
        return self.page.locator("#box textarea")

    def turn(self, n: int) -> Locator:
        """The n-th question with its answer, from 0."""
        return self.page.locator(f"#t{n}")

    def ask(self, question: str) -> Locator:
        """Ask, wait for the whole answer, and return its turn."""
        n = self.page.locator("section.turn").count()
        self.box.fill(question)
        self.box.press("Enter")
        return self.finished(n)

    def finished(self, n: int) -> Locator:
        """Turn *n* once it is whole."""
        turn = self.turn(n)
        # CI runs two halves of the tests on two cores: an answer may take longer than the five seconds of `expect`.
        expect(turn.locator(".tools")).to_be_visible(timeout=20_000)
        return turn

    def card(self, turn: int, number: int) -> Locator:
        """A source card."""
        return self.page.locator(f"#t{turn}-c{number}")

    def overflow(self) -> int:
        """How many pixels the page is wider than its window."""
        wide: int = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        return wide
