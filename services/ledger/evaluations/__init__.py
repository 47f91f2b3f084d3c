"""Which evaluations does a client have, wherever they are kept, read one after another?"""
