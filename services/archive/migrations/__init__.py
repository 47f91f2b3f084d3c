"""How did the archive's tables become what they are? Step by step, in versions/."""
