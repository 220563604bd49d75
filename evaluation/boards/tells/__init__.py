"""What boards and the calendar of a person count and say."""
