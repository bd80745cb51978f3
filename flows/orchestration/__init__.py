"""What Prefect sees of a run: tasks for its stages, the turn to write, artifacts, events and hooks."""
