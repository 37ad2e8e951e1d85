package dev.millrace.data.statistics;

import java.util.Optional;

/**
 * How two numeric features go together, over the rows that have a finite value of both.
 *
 * @param rows that have both
 * @param covariance of these rows as a whole population; empty where there are none, or a product
 *     of two values is beyond the doubles
 * @param correlation Pearson's, from −1 to 1; empty also where one of the two is constant
 */
public record PairStatistics(
    String first,
    String second,
    long rows,
    Optional<Double> covariance,
    Optional<Double> correlation) {}
