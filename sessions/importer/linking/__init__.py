"""What documents cite, and how they stand to each other and to the agenda."""
