"""Policy documents: a file's text to the record of the policy. Knows no Django."""
