"""Pages of the law desk."""
