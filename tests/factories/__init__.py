"""Factories: the least that makes a valid row; traits for the states that tests need."""
