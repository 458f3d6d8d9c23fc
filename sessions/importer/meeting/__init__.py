"""The bulletin, its session: who was there, what was on the agenda, what came of it."""
