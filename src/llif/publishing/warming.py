"""Asks portfolios' first pages before a reader does: when a process starts to serve, and after each publish.

What a page asks of a snapshot is remembered, so the first reader waits no longer than the next. It shows no page to
anyone, and so it asks of private portfolios too.
"""

import gc
import threading
from collections.abc import Mapping

from django.db import close_old_connections
from django.http import HttpRequest

from llif.publishing import words
from llif.publishing.pages import holistic
from llif.warehouse.snapshots import Snapshots

EVERY_SECONDS = 2.0


class Warming:
    """Knows which snapshot of each portfolio it has asked of."""

    def __init__(self, store: Snapshots) -> None:
        self.store = store
        self.asked: Mapping[str, str] = {}

    def look(self) -> list[str]:
        """Ask of every portfolio that was published since the last look. *Gives* those asked of."""
        found = {each: now.name for each in self.store.portfolios() if (now := self.store.current(each))}
        new = [portfolio for portfolio, name in found.items() if self.asked.get(portfolio) != name]
        self.asked = found
        for portfolio in new:
            _ask(portfolio)
        return new

    def watch(self) -> threading.Thread:
        """Look again and again, in a thread that ends with the process."""
        thread = threading.Thread(target=self._watch, name="llif-warming", daemon=True)
        thread.start()
        return thread

    def _watch(self) -> None:
        pause = threading.Event()
        while not pause.wait(EVERY_SECONDS):
            close_old_connections()
            if self.look():
                settle()
            close_old_connections()


def settle() -> None:
    """Let go of what earlier snapshots left, and look through what stays no more: that is a third of a new page's time.

    Every thread waits meanwhile, a few tenths of a second for 500 products.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _ask(portfolio: str) -> None:
    """The page in both languages; only the first of the two asks the engine."""
    for language in words.LANGUAGES:
        request = HttpRequest()
        request.method, request.path = "GET", f"/{portfolio}/"
        with words.speaking(language):
            holistic.show(request, portfolio)
