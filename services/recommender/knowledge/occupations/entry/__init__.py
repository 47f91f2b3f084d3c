"""How do people get into an occupation, and what do advisers of the field name first?"""
