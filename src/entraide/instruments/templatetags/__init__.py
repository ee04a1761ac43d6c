"""What the pages of other packages show of the law."""
