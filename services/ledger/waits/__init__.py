"""What does something wait for, and what mends it? Decided in waits.py and holds.py by what facts.py knows."""
