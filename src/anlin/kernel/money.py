"""Money in fen, rounded once and in one way; shares that add up to the fen."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import total_ordering
from typing import TypeVar

Key = TypeVar("Key")


@total_ordering
@dataclass(frozen=True)
class Money:
    """An amount of yuan, kept as a whole number of fen (1 yuan = 100 fen). May be negative."""

    fen: int

    def __post_init__(self) -> None:
        if type(self.fen) is not int:
            raise TypeError(f"fen must be a whole number, not {self.fen!r}")

    @classmethod
    def yuan(cls, amount: str | int | Decimal) -> "Money":
        """From an exact amount in yuan; fractions of a fen are rounded half up (away from zero)."""
        return cls(_rounded(Decimal(amount) * 100))

    def times(self, factor: Decimal | int) -> "Money":
        """This amount × factor, rounded half up to the fen."""
        return Money(_rounded(Decimal(self.fen) * Decimal(factor)))

    def __add__(self, other: "Money") -> "Money":
        return Money(self.fen + other.fen)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.fen - other.fen)

    def __neg__(self) -> "Money":
        return Money(-self.fen)

    def __lt__(self, other: "Money") -> bool:
        return self.fen < other.fen

    def __bool__(self) -> bool:
        return self.fen != 0

    def __str__(self) -> str:
        sign = "-" if self.fen < 0 else ""
        return f"{sign}¥{abs(self.fen) // 100:,}.{abs(self.fen) % 100:02d}"


NOTHING = Money(0)


def priced(unit_price: Decimal, quantity: Decimal) -> Money:
    """Unit price in yuan × quantity, rounded half up to the fen, once."""
    return Money(_rounded(unit_price * quantity * 100))


def split(total: Money, *, by: Mapping[Key, Decimal | int]) -> dict[Key, Money]:
    """Share `total` in proportion to weights ≥ 0; the shares add up to it exactly.

    Each share is rounded towards zero and the fen left over go one each to the largest
    remainders, ties in the order of the keys as given (callers give units in the order of their
    codes). Rounding each share to the nearest would leave a fen that belongs to nobody.
    Raises ValueError without weights, or when one is negative, or when all are zero.
    """
    weights = {key: Fraction(weight) for key, weight in by.items()}
    whole = sum(weights.values(), Fraction(0))
    if whole <= 0 or min(weights.values()) < 0:
        raise ValueError("Shares need weights that are not negative and not all zero.")
    sign = -1 if total.fen < 0 else 1
    exact = {key: abs(total.fen) * weight / whole for key, weight in weights.items()}
    fen = {key: int(share) for key, share in exact.items()}
    left_over = abs(total.fen) - sum(fen.values())
    # `sorted` is stable, which keeps ties in the given order.
    for key in sorted(exact, key=lambda k: fen[k] - exact[k])[:left_over]:
        fen[key] += 1
    return {key: Money(sign * share) for key, share in fen.items()}


def _rounded(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))
