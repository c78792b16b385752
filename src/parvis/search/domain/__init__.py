"""Business acts of search: indexing, asking, counting words."""
