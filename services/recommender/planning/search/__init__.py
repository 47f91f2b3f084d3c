"""Which sets of steps reach the goal best? Numbered steps, exact search, nothing of learners."""
