"""How is a large catalogue read after its request was answered?"""
