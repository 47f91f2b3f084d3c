"""What does a résumé say that is plain text: its headings, and what stands in lines under them?"""
