"""What does JSON-LD say, whichever way its members are named?"""
