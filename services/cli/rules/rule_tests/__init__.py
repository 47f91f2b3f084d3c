"""Do the rules do what their authors say?"""
