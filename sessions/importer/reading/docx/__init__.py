"""Word files (.docx) to text: paragraphs, tables and notes in order, numbers as Word shows them.

Nothing but ``document`` is meant for other stages.
"""
