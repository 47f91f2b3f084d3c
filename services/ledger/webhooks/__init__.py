"""What becomes of webhooks once they are owed: seen, tried out, sent again, one or many?"""
