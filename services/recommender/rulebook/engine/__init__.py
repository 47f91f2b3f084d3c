"""Which rules fire? On durable_rules, and said plainly as the yardstick it is held against."""
