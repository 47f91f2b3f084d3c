"""What does the learner aim at: an occupation, employers, a stack?"""
