"""What does a learner see and answer, and how is the learner erased?"""
