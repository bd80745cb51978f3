"""Prefect flows and tasks, the command line and configuration: carries things along, decides nothing about text."""
