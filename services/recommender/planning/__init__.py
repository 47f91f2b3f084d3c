"""From what is held to the stack goal: which credentials, in what order, when, and at what cost."""
