"""The shell's own doors: middleware, context, form rendering."""
