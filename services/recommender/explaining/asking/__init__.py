"""What was not told and would matter? Questions that are open, tried with typical answers."""
