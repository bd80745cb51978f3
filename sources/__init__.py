"""Finding and fetching articles: feeds, pages, folders, records."""
