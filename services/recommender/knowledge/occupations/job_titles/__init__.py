"""Which occupation do the words of an English title mean?"""
