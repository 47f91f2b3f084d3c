"""What does each client take up of what all share, what may it, and who was refused more?"""
