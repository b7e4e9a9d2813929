"""The facts that rules read, as data: laws, coded words, house lists of words."""
