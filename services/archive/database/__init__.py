"""What was decided, as rows of a database: SQLite or PostgreSQL."""
