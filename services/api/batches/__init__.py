"""How are many profiles taken from one body and shown again, without holding all of them at once?"""
