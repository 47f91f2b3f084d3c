"""How does a client get in, beside by its key?"""
