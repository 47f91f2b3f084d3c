"""What kind of credential is it, of which level and mode, and on which conditions is it given?"""
