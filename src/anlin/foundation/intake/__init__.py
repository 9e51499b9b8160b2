"""Files read in: tables found in workbooks, batches that can be undone, errors sent back."""
