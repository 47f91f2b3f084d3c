"""What is to be done, who does it, and what came of it?"""
