package dev.millrace.data.distance;

/**
 * A divergence of two sets of given sizes as a sum over categories.
 *
 * @param m rows of the first set, with what is added to the counts
 * @param n and of the second
 * @param added to each count
 * @param perChiSquare by what it is to be multiplied so that Pearson's χ² is its leading term
 */
record Divergence(Measure measure, double m, double n, double added, double perChiSquare) {

  /** Of a {@linkplain Measure measure} that is such a sum. */
  static Divergence of(Measure measure, long one, long other, int categories) {
    double each = measure == Measure.POPULATION_STABILITY_INDEX ? Effects.HALF_A_ROW : 0;
    double m = one + each * categories;
    double n = other + each * categories;
    double harmonic = m * n / (m + n);
    double scale =
        switch (measure) {
          case JENSEN_SHANNON -> 8 * Effects.LN_2 * harmonic;
          case POPULATION_STABILITY_INDEX -> harmonic;
          case CHI_SQUARE -> 1;
          case L_INFINITY, NORMALIZED_ABSOLUTE_DIFFERENCE, KOLMOGOROV_SMIRNOV, WASSERSTEIN ->
              throw new IllegalArgumentException(measure.key() + " is no sum over categories");
        };
    return new Divergence(measure, m, n, each, scale);
  }

  /**
   * The part of one category.
   *
   * @param one rows of it in the first set
   * @param both and in both sets together
   */
  double term(long one, long both) {
    if (measure == Measure.CHI_SQUARE) {
      double all = m + n;
      double difference = one - both * m / all;
      return difference * difference * all * all / (both * m * n);
    }
    double p = (one + added) / m;
    double q = (both - one + added) / n;
    return measure == Measure.JENSEN_SHANNON
        ? Effects.jensenShannon(p, q)
        : Effects.populationStability(p, q);
  }
}
