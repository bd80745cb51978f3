"""Where rows live: DuckDB, Parquet, and the SQL that reads them."""
