"""The two records for programs of auditors."""
