"""How job titles are written in nine languages: both genders at once, and with what is not the work."""
