"""Quotes: what was said, directly or not, and by whom."""

from transforms.quotes.find import find_quotes, quote_at

__all__ = ["find_quotes", "quote_at"]
