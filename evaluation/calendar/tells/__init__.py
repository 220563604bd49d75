"""What the calendar says: which rounds are there, who owes what until when, what is to be done by now."""
