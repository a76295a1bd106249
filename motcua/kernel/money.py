"""Money in đồng: whole numbers, written as people write them."""

from __future__ import annotations


def dong(amount: int) -> str:
    """Return an amount in VND as people read it: 15000 → «15.000 đ»."""
    return f"{amount:,}".replace(",", ".") + " đ"
