"""Clocks: rules with a start, a length, what stops and extends them; due dates derived from dated events."""
