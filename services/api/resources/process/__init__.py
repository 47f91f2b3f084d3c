"""How is this process: is it well, and what does it count?"""
