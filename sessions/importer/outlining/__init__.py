"""Third stage: a document becomes a tree of sections with its text in paragraphs."""
