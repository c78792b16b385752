"""Engines: a folder holds one each; the embedded one is tantivy, in this process."""
