"""How do drafts become catalogue entries? With ids, skills, and prerequisites that end."""
