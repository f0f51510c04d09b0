"""What happens between the call of `pecia validate` and the judge: which files, by which schemas, with which memory."""
