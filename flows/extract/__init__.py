"""Facts of texts that go into no warehouse, and facts as plain rows."""
