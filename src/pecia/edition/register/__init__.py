"""The register at work: its entries and their mentions in all files of an edition, seen and changed together."""
