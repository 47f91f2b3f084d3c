"""What does a loose value say: a price, a duration, a language, a kind? What it does not say is left out."""
