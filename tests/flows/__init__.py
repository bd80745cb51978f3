"""Whole runs, and the parts that carry them."""
