"""Prefect flows and tasks, the command line and configuration: carries things along, decides nothing about text.

Each room imports from those beneath it alone (import-linter checks that):

    cli              the options of `newsfacts`
    commands         what each command does
    server, explore  Prefect's server with the schedules; the facts in a browser
    ingest, reextract, maintain: the Prefect flows;  show: an article with its facts marked
    orchestration    what Prefect sees of a run;  extract: texts that go into no warehouse, facts as plain rows
    runs             whole runs, without Prefect
    stages           what is done with a batch
    fetching         what is found, due and kept;  workers: the processes that read
    settings         what is asked for
"""
