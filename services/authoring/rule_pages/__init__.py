"""What do the rules say, as pages, lists and graphs that a person reads?"""
