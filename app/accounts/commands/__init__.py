"""Every change to accounts, by use case: the accounts themselves, what they are signed in with, and sessions."""
