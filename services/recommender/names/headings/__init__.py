"""What stands around a job title that learners write: a wish, a place, a setting, a grade, another title."""
