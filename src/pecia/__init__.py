"""pecia: one approved encoding of a text in TEI, and every faithful copy of it."""
