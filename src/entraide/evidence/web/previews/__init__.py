"""Files of exhibits made into something a page can show: their bytes are believed, never their names."""
