-- What someone who knows DuckDB writes for the statistics of a column, in one pass over all of
-- them; exact where that is as fast, approximate where it is not. The benchmark puts one of these
-- lines for each column between SELECT and FROM.
-- numeric:
count({c}), count(*) - count({c}), min({c}), max({c}), avg({c}), stddev_pop({c}), approx_count_distinct({c}), approx_quantile({c}, [0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95])
-- string:
count({c}), count(*) - count({c}), min({c}), max({c}), approx_count_distinct({c}), approx_top_k({c}, 20)
