"""What offers give out, one module each."""
