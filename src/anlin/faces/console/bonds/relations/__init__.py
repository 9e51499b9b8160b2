"""The desk of visits, receive-days and collected opinions."""
