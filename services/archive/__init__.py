"""What was decided, when nothing of it is owed any more? Kept in SQL, for as long as it is kept."""
