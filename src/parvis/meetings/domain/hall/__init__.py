"""The day itself: slots are called, people come and stay away, moves follow."""
