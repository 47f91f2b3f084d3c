"""What did the receiver say, and what does that tell whoever runs it?"""
