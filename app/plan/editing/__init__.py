"""The leader's pages: the plan as it is worked on, with what is internal."""
