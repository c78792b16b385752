"""What search keeps: nothing of a visitor."""
