"""First stage: a file becomes numbered lines with their pages; furniture and footnotes apart."""
