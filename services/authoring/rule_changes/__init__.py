"""What does a change of the rules do to decisions?"""
