"""How are the files of knowledge read, and which bytes were they?"""
