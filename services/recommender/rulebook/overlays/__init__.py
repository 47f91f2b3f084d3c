"""What does a client change of the rulebook?"""
