"""Titles in nine languages: ESCO's labels and national classifications, and the O*NET occupations they lead to."""
