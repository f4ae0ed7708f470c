"""Do the addresses that the entries name still answer?"""
