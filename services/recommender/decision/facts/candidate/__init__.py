"""What may a rule ask about one candidate: what is true of it, and how does it fit this learner?"""
