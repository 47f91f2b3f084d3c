"""Which credentials and stacks are there, and how are they written in files?"""
