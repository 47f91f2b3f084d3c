"""What are licences called, and by which words does somebody say that they have one?"""
