package dev.millrace.data.schema;

import dev.millrace.core.component.Default;
import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Range;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * How far a feature may be from what it is compared with. It is too far if a measure reaches its
 * limit and chance alone hardly explains that.
 *
 * @param pValue the level that p-values are held to, with the false-discovery rate of all features
 *     compared
 */
public record DriftLimits(
    @Range(min = 0) Optional<Double> lInfinity,
    @Range(min = 0) Optional<Double> jensenShannon,
    @Range(min = 0) Optional<Double> normalizedAbsoluteDifference,
    @Range(min = 0) Optional<Double> populationStabilityIndex,
    @Range(min = 0) Optional<Double> chiSquare,
    @Range(min = 0) Optional<Double> kolmogorovSmirnov,
    @Range(min = 0) Optional<Double> wasserstein,
    @Default("0.01") @Range(min = 0, max = 1) @Doc("The level of significance") double pValue) {

  /** The level where none is given. */
  static final double P_VALUE = 0.01;

  /** The limits that are given, by the key of their measure. */
  public SequencedMap<String, Double> limits() {
    SequencedMap<String, Double> limits = new LinkedHashMap<>();
    lInfinity.ifPresent(limit -> limits.put("l_infinity", limit));
    jensenShannon.ifPresent(limit -> limits.put("jensen_shannon", limit));
    normalizedAbsoluteDifference.ifPresent(
        limit -> limits.put("normalized_absolute_difference", limit));
    populationStabilityIndex.ifPresent(limit -> limits.put("population_stability_index", limit));
    chiSquare.ifPresent(limit -> limits.put("chi_square", limit));
    kolmogorovSmirnov.ifPresent(limit -> limits.put("kolmogorov_smirnov", limit));
    wasserstein.ifPresent(limit -> limits.put("wasserstein", limit));
    return limits;
  }

  /** Whether a limit needs the order of numbers. */
  boolean ofNumbers() {
    return kolmogorovSmirnov.isPresent() || wasserstein.isPresent();
  }
}
