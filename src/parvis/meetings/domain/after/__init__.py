"""What is left when seekers are forgotten: sums."""
