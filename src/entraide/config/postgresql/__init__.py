"""PostgreSQL as the node uses it: one writer at a time, as on SQLite."""
