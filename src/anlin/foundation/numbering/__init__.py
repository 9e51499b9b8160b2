"""Numbers for people, such as WX-2026-00042: without gaps and without doubles."""
