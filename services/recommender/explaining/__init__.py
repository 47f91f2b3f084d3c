"""What is said of a decision? Why, what would change it, and what one gives up for the other."""
