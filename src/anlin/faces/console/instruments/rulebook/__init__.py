"""The desk `rulebook`: packs of rules, where they stand, and how they are kept."""
