-- The worklist of money by currency: which there are is read off the index, one step a currency.

create index kept_execution_by_currency on kept_execution (currency, position);
