"""What is meant by these words: an occupation, a skill, an advertisement?"""
