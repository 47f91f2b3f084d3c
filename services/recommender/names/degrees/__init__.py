"""What do the names of degrees say: their level, and whether they were completed?"""
