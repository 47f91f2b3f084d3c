"""What does every request go through: who calls, which problem it meets, what each answer carries?"""
