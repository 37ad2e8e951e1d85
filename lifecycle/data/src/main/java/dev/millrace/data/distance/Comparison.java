package dev.millrace.data.distance;

import dev.millrace.data.statistics.BooleanStatistics;
import dev.millrace.data.statistics.FeatureStatistics;
import dev.millrace.data.statistics.NumericStatistics;
import dev.millrace.data.statistics.StringStatistics;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A feature in two sets of rows, counted in the same categories.
 *
 * <p>A missing value is a category of its own, and so is each kind of number that is not finite.
 * Numbers are counted in twenty ranges that hold about equally many of both sets together; strings
 * each by themselves, except those that either set cannot count for sure, which are one category.
 *
 * <p>All p-values are those of a permutation test: given which values there are in both sets
 * together, every way to deal them out to sets of these sizes is equally likely if the rows are
 * independent draws from one distribution. Where rows are not independent (several of one customer,
 * one measured every second) there is less in them than their number says, and p-values are too
 * small.
 */
public final class Comparison {

  private final FeatureStatistics one;
  private final Optional<Numbers> numbers;
  private final Categories categories;

  private Comparison(FeatureStatistics one, FeatureStatistics other) {
    this.one = one;
    this.numbers =
        one instanceof NumericStatistics a && other instanceof NumericStatistics b
            ? Optional.of(Numbers.of(a, b))
            : Optional.empty();
    this.categories = Categories.of(one, other, numbers);
  }

  /**
   * Compares two sets of rows.
   *
   * @throws IllegalArgumentException if the features are not of one {@linkplain #possible kind}
   */
  public static Comparison between(FeatureStatistics one, FeatureStatistics other) {
    if (!possible(one, other)) {
      throw new IllegalArgumentException(
          "statistics of " + one.type() + " and of " + other.type() + " do not compare");
    }
    return new Comparison(one, other);
  }

  /** True if both are of numbers, of strings or of booleans. */
  public static boolean possible(FeatureStatistics one, FeatureStatistics other) {
    return switch (one) {
      case BooleanStatistics _ -> other instanceof BooleanStatistics;
      case NumericStatistics _ -> other instanceof NumericStatistics;
      case StringStatistics _ -> other instanceof StringStatistics;
    };
  }

  /** All that apply to features of this kind. */
  public List<Measure> measures() {
    return Arrays.stream(Measure.values()).filter(measure -> measure.appliesTo(one)).toList();
  }

  /**
   * How far the sets are apart, and how likely chance alone puts them as far.
   *
   * @throws IllegalArgumentException if the measure needs numbers and these are none
   */
  public Distance by(Measure measure) {
    return switch (measure) {
      case L_INFINITY -> with(measure, LargestDifference.ofShares(categories).pValue());
      case NORMALIZED_ABSOLUTE_DIFFERENCE ->
          with(measure, LargestDifference.ofCounts(categories).pValue());
      case JENSEN_SHANNON, POPULATION_STABILITY_INDEX, CHI_SQUARE ->
          with(measure, DivergenceTest.of(measure, categories).pValue());
      case KOLMOGOROV_SMIRNOV -> with(measure, KolmogorovSmirnov.pValue(numbers(measure)));
      case WASSERSTEIN ->
          wasserstein()
              .map(test -> new Distance(measure, test.effect(), test.pValue()))
              .orElse(new Distance(measure, 0, 1));
    };
  }

  private Distance with(Measure measure, double pValue) {
    return new Distance(measure, effect(measure), pValue);
  }

  /**
   * How far the sets are apart, where it does not matter how likely that is.
   *
   * @throws IllegalArgumentException if the measure needs numbers and these are none
   */
  public double effect(Measure measure) {
    return switch (measure) {
      case L_INFINITY -> Effects.lInfinity(categories);
      case JENSEN_SHANNON -> Effects.jensenShannon(categories);
      case NORMALIZED_ABSOLUTE_DIFFERENCE -> Effects.normalizedAbsoluteDifference(categories);
      case POPULATION_STABILITY_INDEX -> Effects.populationStability(categories);
      case CHI_SQUARE -> Effects.chiSquare(categories);
      case KOLMOGOROV_SMIRNOV -> numbers(measure).largestDifference();
      case WASSERSTEIN -> wasserstein().map(WassersteinTest::effect).orElse(0.0);
    };
  }

  private Optional<WassersteinTest> wasserstein() {
    return WassersteinTest.of(numbers(Measure.WASSERSTEIN).finite());
  }

  private Numbers numbers(Measure measure) {
    return numbers.orElseThrow(
        () -> new IllegalArgumentException(measure.key() + " is of numbers, not of " + one.type()));
  }
}
