"""Lists: the page, its columns, paging by key, export."""
