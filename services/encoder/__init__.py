"""Which of the occupations that are offered for a title is it most like in meaning? An extra; no decision asks it."""
