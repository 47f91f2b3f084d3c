"""What may rules not do, though each can be read: claim too much, count a reason twice, be silent without saying so?"""
