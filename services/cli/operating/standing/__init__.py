"""How does the service stand: what is wrong, what waits, what fills Redis?"""
