"""Which occupation does a headline mean that begins or ends with a title and says more beyond it?"""
