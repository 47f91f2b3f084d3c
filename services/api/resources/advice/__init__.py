"""How is a profile advised on, and what can be asked of the advice?"""
