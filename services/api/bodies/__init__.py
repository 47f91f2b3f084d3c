"""How is what a client sends read: bounded, whole, and with every problem at its place?"""
