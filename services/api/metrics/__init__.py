"""The ledger's standing in Prometheus's words: one module per part of it."""
