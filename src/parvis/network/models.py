"""Houses and what stands in them."""
