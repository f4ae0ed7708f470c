"""Rules of the plan: sums, checks, dates, deviations. Plain values in, verdicts out."""
