"""What does one stretch of an advertisement name? Credentials, degrees, languages, skills, tools and years of work."""
