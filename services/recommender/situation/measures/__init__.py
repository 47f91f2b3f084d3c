"""How long is it, and how much is it, in the terms the learner has?"""
