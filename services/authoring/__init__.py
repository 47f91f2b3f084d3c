"""What does a rule author see beside the rules? Pages, schemas, coverage, graphs, and what a change does."""
