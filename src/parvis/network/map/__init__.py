"""Where a house stands on the drawn maps: the Equal Earth projection and the two cuts drawn with it."""
