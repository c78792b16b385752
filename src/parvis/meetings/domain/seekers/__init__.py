"""Who joins without a name: what they state, the code they come back with, what they see, the name they may give."""
