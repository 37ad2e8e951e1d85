-- What someone who knows DuckDB writes for the statistics of a column, in one pass over all of
-- them; exact where that is as fast, approximate where it is not. The benchmark puts one of these
-- lines for each column between SELECT and FROM.
-- numeric:
count({c}), count(*) - count({c}), min({c}), max({c}), avg({c}), stddev_pop({c}), approx_count_distinct({c}), approx_quantile({c}, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0])
-- string:
count({c}), count(*) - count({c}), min({c}), max({c}), approx_count_distinct({c}), approx_top_k({c}, 20)
