"""Dates: every time expression of an article, found and placed on the calendar."""

from transforms.dates.find import find_dates, publication_day
from transforms.dates.tie import date_beside, date_of, stretch

__all__ = ["date_beside", "date_of", "find_dates", "publication_day", "stretch"]
