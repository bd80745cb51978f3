"""From fetched bytes to an article: clean text with its metadata."""

from transforms.clean.article import clean
from transforms.clean.language import detect_language

__all__ = ["clean", "detect_language"]
