"""Which large catalogues are to be read, and what came of it?"""
