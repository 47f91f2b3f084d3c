"""What does the role ask for, and what would a credential do about it?"""
