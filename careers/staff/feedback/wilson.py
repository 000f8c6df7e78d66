"""The interval of a share that respects small numbers.

Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
Statistical Association 22 (1927), 209-212. Recommended for small numbers by L. D. Brown, T. T. Cai and A. DasGupta,
"Interval estimation for a binomial proportion", Statistical Science 16 (2001), 101-133. It never leaves 0 to 1, and
one answer of one gives 21% to 100% instead of a certain 100%.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Z = 1.959963984540054
"""The standard score of 95%: the true share lies outside such an interval about one time in twenty."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Between which shares (0 to 1) the true one probably lies."""

    low: float
    high: float


def wilson(part: int, whole: int, z: float = Z) -> Interval:
    """Return the interval of ``part`` of ``whole``. Raises :class:`ValueError` for a part that is not in the whole."""
    if not 0 <= part <= whole or whole == 0:
        raise ValueError(f"{part} of {whole} is no share")
    share, squared = part / whole, z * z
    middle = (share + squared / (2 * whole)) / (1 + squared / whole)
    half = z * sqrt(share * (1 - share) / whole + squared / (4 * whole * whole)) / (1 + squared / whole)
    low = 0.0 if part == 0 else middle - half
    return Interval(low, 1.0 if part == whole else middle + half)
