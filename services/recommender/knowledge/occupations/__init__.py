"""Which occupations are there, under which titles, and what does each ask for?"""
