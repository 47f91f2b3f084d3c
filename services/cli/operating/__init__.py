"""What do operators ask of a running service? The commands that work on the ledger."""
