"""Which skills does somebody have: held, begun or missing?"""
