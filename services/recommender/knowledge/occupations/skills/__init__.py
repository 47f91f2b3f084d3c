"""Which skills and tools does an occupation ask for, and which stand in for one another?"""
