"""What comes of the rules' own tests, and what do they never try?"""
