"""The contracts: every table, its rows, and what travels between the rooms."""
