"""Django's SQLite with the turns of its writers."""
