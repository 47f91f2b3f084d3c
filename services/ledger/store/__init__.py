"""How is Redis spoken to: its keys, scripts, moments and faults?"""
