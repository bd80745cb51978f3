"""Dates: every time expression of an article, found and placed on the calendar."""

from transforms.dates.find import find_dates, publication_day
from transforms.dates.tie import date_of

__all__ = ["date_of", "find_dates", "publication_day"]
