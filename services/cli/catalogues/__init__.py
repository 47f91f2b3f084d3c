"""What does the catalogue say?"""
