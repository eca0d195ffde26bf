-- The cities that people find stores by, and what stores sell: lost sales are estimated from it.

alter table store
  add column city text,
  -- As many digits as the program reads; it never becomes a float.
  add column sales_per_hour numeric(16, 4),
  add constraint store_city_has_1_to_255_characters check (length(city) between 1 and 255),
  -- An upper end too, because NaN is more than every number.
  add constraint store_sales_per_hour_is_a_number_from_0_on
    check (sales_per_hour between 0 and 999999999999.9999);

comment on column store.city is 'The city that the store is in; null where no file said so.';
comment on column store.sales_per_hour is
  'What the store sells in an hour in which it is open; null where no file said so.';
