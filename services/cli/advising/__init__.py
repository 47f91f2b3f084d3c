"""What is a learner advised, and would it be the same today?"""
