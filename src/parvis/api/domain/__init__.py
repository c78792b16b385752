"""Open data: what the site shows, for machines."""
