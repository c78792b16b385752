"""The open data's addresses: read-only, described by OpenAPI."""
