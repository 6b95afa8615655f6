"""How large a rate may be at most, judged by a sample."""

from math import exp, inf, lgamma, log, log1p

_STEPS = 60


def upper_bound(errors: int, checked: int, confidence: float = 0.95) -> float:
    """Return the rate that is not exceeded with that confidence (Clopper and Pearson 1934, one-sided).

    1.0 where nothing was checked: then nothing is known. Raises ValueError for counts that cannot be.
    """
    if not 0 <= errors <= checked:
        raise ValueError(f"{errors} errors among {checked} cannot be")
    if errors == checked:
        return 1.0
    low, high = errors / checked, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if _at_most(errors, checked, middle) > 1 - confidence:
            low = middle
        else:
            high = middle
    return high


def _at_most(errors: int, checked: int, rate: float) -> float:
    """Return how likely so few errors are at that rate."""
    if rate <= 0 or rate >= 1:
        return 1.0 if rate <= 0 else 0.0
    said, missed = log(rate), log1p(-rate)
    ways = lgamma(checked + 1)
    total = 0.0
    for count in range(errors + 1):
        chosen = ways - lgamma(count + 1) - lgamma(checked - count + 1)
        likely = chosen + count * said + (checked - count) * missed
        total += exp(likely) if likely > -inf else 0.0
    return min(total, 1.0)
