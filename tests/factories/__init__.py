"""One file per room: rows as tests need them, nothing that a test does not see."""
