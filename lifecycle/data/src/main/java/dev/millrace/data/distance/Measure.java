package dev.millrace.data.distance;

import dev.millrace.data.statistics.FeatureStatistics;
import dev.millrace.data.statistics.NumericStatistics;
import java.util.Arrays;
import java.util.Optional;

/**
 * A way to say how far two distributions are apart. Of shares p and q of the same categories, where
 * a missing value is a category; or of the distribution functions F and G of numbers, where rows
 * without a number do not count.
 */
public enum Measure {

  /** max |p − q|, from 0 to 1. */
  L_INFINITY("l_infinity"),

  /**
   * ½ Σ p log₂(2p / (p + q)) + ½ Σ q log₂(2q / (p + q)), from 0 (the same shares) to 1 (nothing in
   * common). Lin, "Divergence measures based on the Shannon entropy", IEEE Transactions on
   * Information Theory 37 (1991).
   */
  JENSEN_SHANNON("jensen_shannon"),

  /**
   * max |x − y| / (m + n) of the counts x and y of a category in sets of m and n rows, from 0 to 1:
   * as TensorFlow Data Validation has it, so that sets of different sizes are apart even where
   * their shares are the same. Its p-value is about the shares: the sizes are taken as given.
   */
  NORMALIZED_ABSOLUTE_DIFFERENCE("normalized_absolute_difference"),

  /**
   * The population stability index Σ (p − q) ln(p / q), from 0 on: Jeffreys's divergence. So that a
   * category that one set lacks does not make it infinite, half a row is added to each count of
   * either set. Siddiqi, "Credit Risk Scorecards" (2006); Yurdakul and Naranjo, "Statistical
   * properties of the population stability index", Journal of Risk Model Validation 14 (2020).
   */
  POPULATION_STABILITY_INDEX("population_stability_index"),

  /**
   * √(½ Σ (p − q)² / (p + q)), from 0 to 1: Cramér's V as it would be were the sets equally large,
   * so that a limit means the same at all sizes. The p-value is that of Pearson's χ² at the sizes
   * that there are.
   */
  CHI_SQUARE("chi_square"),

  /** max |F(x) − G(x)| over all x, from 0 to 1, infinite values included. */
  KOLMOGOROV_SMIRNOV("kolmogorov_smirnov"),

  /**
   * ∫ |F(x) − G(x)| dx divided by the pooled standard deviation √((m·s² + n·t²) / (m + n)), so that
   * features of any unit compare: a shift by a standard deviation within the sets is 1. Of finite
   * values. Where neither set varies but they differ it is infinite.
   */
  WASSERSTEIN("wasserstein");

  private final String key;

  Measure(String key) {
    this.key = key;
  }

  /** As it is written in files, such as {@code jensen_shannon}. */
  public String key() {
    return key;
  }

  /** By its {@link #key}; empty if there is none of that name. */
  public static Optional<Measure> named(String key) {
    return Arrays.stream(values()).filter(measure -> measure.key.equals(key)).findFirst();
  }

  /** True if values must be numbers, whose order it looks at. */
  public boolean ofNumbers() {
    return this == KOLMOGOROV_SMIRNOV || this == WASSERSTEIN;
  }

  /** False if it needs numbers and these are none. */
  public boolean appliesTo(FeatureStatistics statistics) {
    return !ofNumbers() || statistics instanceof NumericStatistics;
  }
}
