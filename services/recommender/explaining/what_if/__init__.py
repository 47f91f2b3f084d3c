"""What would change the advice? Decided anew for changed profiles, and what the rules nearly concluded."""
