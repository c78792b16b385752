"""Acts and questions on qualifications, rules and paths."""
