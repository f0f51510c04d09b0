"""A review of what is doubtful in a chapter: questions, answers, and what follows from them: `pecia review`."""
