"""Which of the occupations that are offered for a title is it most like, in words and meaning? No decision asks it."""
