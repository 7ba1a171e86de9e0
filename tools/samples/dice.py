"""Reproducible choice: only `Random.random()` is promised to be the same in every Python, so all else uses it."""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    def __init__(self, seed: str) -> None:
        # Text seeds are hashed by SHA-512, not by hash(): the same on every machine.
        self._random = random.Random(seed)  # noqa: S311 drawings of samples, nothing to guess

    def chance(self, probability: float) -> bool:
        return self._random.random() < probability

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def one_of(self, choices: Sequence[T]) -> T:
        return choices[self.between(0, len(choices) - 1)]

    def weighted(self, choices: Sequence[tuple[T, int]]) -> T:
        point = self.between(1, sum(weight for _, weight in choices))
        for choice, weight in choices:
            point -= weight
            if point <= 0:
                return choice
        raise AssertionError("weights are positive")

    def digits(self, count: int) -> str:
        return "".join(str(self.between(0, 9)) for _ in range(count))
