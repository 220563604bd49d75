"""What pages of every app are made of: fields, small forms, answers with a status. It knows people and moves, no matter of any app."""
