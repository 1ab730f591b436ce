"""Care (关心关爱): visits, contacts, birthdays, what was promised.

In: who visited whom, a note. Out: who was not visited yet, what is due, birthdays by month and day.
Never: a note, or that somebody is ill or in need, for whoever need not know.
"""
