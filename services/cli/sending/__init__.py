"""How does somebody with a file of profiles use a running API?"""
