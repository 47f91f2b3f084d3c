"""Which credentials are worth a place in the answer, and why is each other one not?"""
