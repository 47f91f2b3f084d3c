"""What do the files of a rules folder say, and are they sound among themselves?"""
