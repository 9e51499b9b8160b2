"""Words of the house: time, money, ids, events, sockets, errors. No tables, no clock."""
