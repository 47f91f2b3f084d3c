"""What does something wait for, and what mends it? The decision is in waits.py, what it needs to know in facts.py."""
