"""What may stand in a rule file, said to editors?"""
