-- What a transaction noted for the rules of money was looked at when it was committed, and is gone.
select check_id, cardinality(lines) as lines, cardinality(owners) as owners from money_to_check
