"""What does the learner hold, what has it to do with the role, and is it the licence of the field?"""
