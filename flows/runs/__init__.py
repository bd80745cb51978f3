"""Whole runs over one warehouse, without Prefect: ingest, reextract and maintain, what they came to, and the report."""
