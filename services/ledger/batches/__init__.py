"""Which profiles were sent together, what came of each, and may they be taken back?"""
