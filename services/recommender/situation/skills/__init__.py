"""What does the role ask for, what does the learner have, and what would a credential do about it?"""
