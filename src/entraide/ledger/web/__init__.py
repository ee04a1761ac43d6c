"""Pages of the two records, for auditors."""
