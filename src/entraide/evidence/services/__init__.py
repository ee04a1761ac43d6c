"""Writing to the register of exhibits: one function per act."""
