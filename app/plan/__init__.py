"""The action plan: goals, measures, money, people, decisions."""
