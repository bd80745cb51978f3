"""Figures: every quantity a text states, with what it counts."""

from transforms.figures.find import find_figures

__all__ = ["find_figures"]
