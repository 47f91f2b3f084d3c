"""What do other people's records say of a learner? Résumés, and what a client may post beside a profile."""
