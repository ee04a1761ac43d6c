"""The law as plain data and the rules that read it: instruments, advice, clocks, offences, substances."""
