"""The commands of exhibits: collect in the field, verify a package, take a collection in."""
