"""What others ask of ratings."""

from motcua.ratings.services.rate import enter_slip, rate

__all__ = ["enter_slip", "rate"]
