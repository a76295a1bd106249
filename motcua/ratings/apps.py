"""Ratings: how content people are with what was done for them."""

from django.apps import AppConfig


class RatingsConfig(AppConfig):
    """Ratings of how procedures were handled."""

    name = "motcua.ratings"
    label = "ratings"
    verbose_name = "Đánh giá"
