"""The pages by which a bulletin's file comes in: upload, review, publish."""

from .jobs import ImportJobAdmin

__all__ = ["ImportJobAdmin"]
