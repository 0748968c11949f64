"""Learning without pictures, for Python and for the live figures."""
