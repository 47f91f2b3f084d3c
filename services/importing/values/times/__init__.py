"""How long does it take, and which day is meant?"""
