"""Which credentials does a table hold, in CSV after our template or as a spreadsheet wrote it?"""
