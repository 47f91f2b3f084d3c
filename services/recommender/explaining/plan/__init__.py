"""What is said of a stack plan: its steps, what it costs, and how sure it is."""
