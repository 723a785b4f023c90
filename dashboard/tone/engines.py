"""The tone engines: what each must offer, and those there are. A further one is one module and a line here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from dashboard.tone import plain, toward
from dashboard.types import Word


class Engine(Protocol):
    """Scores the tone of one sentence toward any target in it."""

    @property
    def name(self) -> str:
        """What users call it; stored with every score."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever the same sentence may get another score."""
        ...

    def read(self, sentence: str) -> Any:
        """Whatever can be found out about a sentence before a target is known; given to `score`."""
        ...

    def score(self, reading: Any, spans: Sequence[tuple[int, int]]) -> tuple[float, tuple[Word, ...]]:
        """The tone in [−1, 1] toward the target at `spans`, and the words that made it, in text order.

        `spans` are (start, end) in code points of the sentence. The words' contributions add up to the raw sum s, and
        the tone is s / √(s² + 15).
        """
        ...

    def compound(self, reading: Any) -> float:
        """VADER's compound of the sentence that was read, to the last bit: kept beside every tone for comparison."""
        ...


ENGINES: Mapping[str, Engine] = {engine.name: engine for engine in (toward.ENGINE, plain.ENGINE)}


def engine(name: str) -> Engine:
    """The engine of a name. Raises ValueError, in words, for one there is not."""
    if name not in ENGINES:
        raise ValueError(f"there is no tone engine {name!r}; there are {', '.join(ENGINES)}")
    return ENGINES[name]
