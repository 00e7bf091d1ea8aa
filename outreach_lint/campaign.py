"""First messages that say nearly the same to several people: remembered as they pass, in a few hundred bytes each.

MinHash over sequences of three words, found again by bands of their hashes (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of
Massive Datasets, chapter 3).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from zlib import crc32

from outreach_lint.reading.words import words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SHINGLE = 3  # words
_BANDS, _ROWS = 20, 5  # hashes: of pairs that share 80% nearly all meet in some band, of those that share 30% one in twenty
_NEAR = 0.8  # of the sequences of three words
_PRIME = (1 << 61) - 1
_FEWEST = 10  # words
_MOST_NAMES = 3


@dataclass
class _Group:
    """Messages that say nearly the same as the first of them."""

    sketch: NDArray[np.uint64]
    names: list[str]  # the first ones
    count: int = 1


@dataclass
class Campaign:
    """The first messages of one run, in order, those that say nearly the same together."""

    _seen: int = 0
    _groups: list[_Group] = field(default_factory=list)
    _bands: dict[bytes, list[int]] = field(default_factory=dict)

    def alike(self, text: str, name: str | None) -> tuple[str, ...]:
        """The names of the messages so far that share four fifths of their three-word sequences with this one, which is then remembered;
        of many, the first ones, and how many more there are.

        A text of fewer than ten words is like no other.
        """
        self._seen += 1
        name = name or f"message {self._seen}"
        folded = [word.folded for word in words(text)]
        if len(folded) < _FEWEST:
            return ()
        sketch = _sketch(folded)
        bands = list(_bands_of(sketch))
        candidates = sorted({number for band in bands for number in self._bands.get(band, ())})
        near = next((g for g in (self._groups[n] for n in candidates) if float((g.sketch == sketch).mean()) >= _NEAR), None)
        if near is None:
            for band in bands:
                self._bands.setdefault(band, []).append(len(self._groups))
            self._groups.append(_Group(sketch, [name]))
            return ()
        more = near.count - len(near.names)
        told = (*near.names, f"{more} more") if more else tuple(near.names)
        near.count += 1
        if len(near.names) < _MOST_NAMES:
            near.names.append(name)
        return told


def _sketch(folded: list[str]) -> NDArray[np.uint64]:
    """The smallest value of each of a hundred hash functions over the text's sequences of words."""
    import numpy as np

    shingles = {" ".join(folded[i : i + _SHINGLE]) for i in range(len(folded) - _SHINGLE + 1)}
    hashes = np.array([crc32(shingle.encode()) for shingle in shingles], dtype=np.uint64)
    generator = np.random.default_rng(7)
    factors, shifts = (generator.integers(1, 1 << 31, _BANDS * _ROWS, dtype=np.uint64) for _ in range(2))
    smallest: NDArray[np.uint64] = ((hashes[None, :] * factors[:, None] + shifts[:, None]) % np.uint64(_PRIME)).min(axis=1)
    return smallest


def _bands_of(sketch: NDArray[np.uint64]) -> Iterator[bytes]:
    for band in range(_BANDS):
        yield bytes([band]) + sketch[band * _ROWS : (band + 1) * _ROWS].tobytes()
