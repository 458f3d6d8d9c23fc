"""Review opinions, and the reports that answer them."""
