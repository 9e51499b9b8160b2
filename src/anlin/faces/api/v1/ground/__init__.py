"""Who and what there is."""
