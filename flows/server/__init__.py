"""Prefect's server: a temporary one for a run, or one that stands and runs the sources on schedule."""
