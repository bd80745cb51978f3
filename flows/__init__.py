"""Prefect flows and tasks, the command line and configuration: carries things along, decides nothing about text.

Each room imports only from those beneath it, which import-linter checks (`layers` in pyproject.toml):

    cli             the options of `newsfacts`
    commands        what each command does
    server          Prefect's server, and the schedules that it runs
    explore         the facts in a browser
    ingest, reextract, maintain    the Prefect flows
    show            an article with its facts marked
    orchestration   what Prefect sees of a run: tasks, turns, artifacts, hooks
    extract         texts that go into no warehouse, and facts as plain rows
    runs            whole runs, without Prefect: carried out, counted, reported
    stages          what is done with a batch, and the belt that carries batches along
    fetching        what a run takes up: found, due, in batches, kept
    workers         the processes that clean and read, here or on a cluster
    settings        what is asked for
"""
