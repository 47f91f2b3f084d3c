"""What is kept for the people who run this: who is logged in, what they did, and how the last hours went."""
