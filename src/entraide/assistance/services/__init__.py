"""What can be done about requests: one function per act of the trade, each whole or not at all."""
