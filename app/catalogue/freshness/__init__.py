"""How fresh an entry is: when its amount, deadline and contact were confirmed, by whom, and when to look again."""
