"""Showing one article: its text with the facts marked in place, and their tables."""
