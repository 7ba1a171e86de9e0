"""A mailbox of one: a thread that takes the newest thing put in, and never falls behind."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Mailbox(Generic[Item]):
    """`handle` runs on a thread called `name`; what is put in while it works takes the place of what waits."""

    def __init__(self, name: str, handle: Callable[[Item], None]) -> None:
        self._name, self._handle = name, handle
        self._news = threading.Condition()
        self._waiting: list[Item] = []
        self._closed = False
        self._thread: threading.Thread | None = None

    @property
    def closed(self) -> bool:
        return self._closed

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
        self._thread.start()

    def put(self, item: Item) -> None:
        with self._news:
            self._waiting[:] = [item]
            self._news.notify()

    def close(self, timeout_s: float = 2.0) -> None:
        with self._news:
            self._closed = True
            self._news.notify()
        if self._thread is not None:
            self._thread.join(timeout_s)
            self._thread = None

    def _run(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(lambda: self._closed or self._waiting)
                if self._closed:
                    return
                item = self._waiting.pop()
            self._handle(item)
