"""How is advice ordered, and how is what was advised found again?"""
