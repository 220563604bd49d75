"""The demonstration province: invented people at real units, and three rounds lived through with the real deeds.

Whatever stands in fixtures/demonstration is done here by the actions that the pages call, each with the clock held at the
moment at which it happened: histories, receipts, versions, lists and decisions are therefore real.
"""
