"""How are lists read a page at a time, and what does each entry say?"""
