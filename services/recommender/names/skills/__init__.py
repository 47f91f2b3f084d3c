"""Which skill do words name, and which words name the same one?"""
