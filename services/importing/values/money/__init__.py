"""What does it cost, and in which currency?"""
