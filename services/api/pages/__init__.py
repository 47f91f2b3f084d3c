"""Which pages do learners and clients open in a browser?"""
