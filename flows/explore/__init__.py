"""Exploring what is published in a browser: a small local web page, and the answers it asks for."""
