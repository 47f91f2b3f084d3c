"""What is wrong, how bad is it, and what mends it? For the doctor's command and the operators' page."""
