"""The rules, a file per subject; `pyproject.toml` lists them by code."""
