"""The reading of an article: its text parsed into tokens, sentences and names, once, for every kind of fact."""

from transforms.reading.parse import Name, NameLabel, Parse, Sentence, Token
from transforms.reading.reading import Reading

__all__ = ["Name", "NameLabel", "Parse", "Reading", "Sentence", "Token"]
