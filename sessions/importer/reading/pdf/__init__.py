"""PDF files to text: glyphs with their places become lines in reading order.

    child (PDFium, a process of its own) → glyphs → segments → tables, columns, furniture,
    notes → pages of text

Nothing but ``document`` is meant for other stages.
"""
