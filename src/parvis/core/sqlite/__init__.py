"""SQLite as Django speaks to it, with a connection that may be kept from page to page."""
