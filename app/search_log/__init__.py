"""What people searched for without finding: how often, per month, and never who.

A text is kept in words only when it has been seen three times in a month. Until then the database
holds a keyed digest of it and a number. The key is made of the program's secret key and a secret of
the month that is thrown away when the month is over, together with every digest that never became
words; after that nobody can even test a guess. (Until then somebody with the database and the secret
key can, and a backup taken in the month keeps the month's secret as long as the backup is kept.)

Three searches need not be three people: we know of no person, so we cannot tell. Therefore what looks
like an address, a number that belongs to somebody, or a long story is never counted at all.

Counted are the search pages that readers who are not signed in ask for, also those answered from kept
answers (`web.answers`); the API is not. A process gathers them in memory and writes them every few
seconds, so that no search waits for the database; a process that is killed loses the last quarter of
a minute or so.
"""
