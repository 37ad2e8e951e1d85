package dev.millrace.data.distance;

/** How far apart the shares of categories are; 0 where one set has no rows. */
final class Effects {

  static final double LN_2 = StrictMath.log(2);

  /** What each count is raised by where a logarithm would be of zero. */
  static final double HALF_A_ROW = 0.5;

  private Effects() {}

  /** A term of a sum or of a maximum over categories, of the shares in either set. */
  private interface Term {
    double of(double p, double q);
  }

  private static double sum(Categories categories, double added, Term term) {
    if (!categories.bothFilled()) {
      return 0;
    }
    double m = categories.sizeOne() + added * categories.size();
    double n = categories.sizeOther() + added * categories.size();
    double sum = 0;
    for (int i = 0; i < categories.size(); i++) {
      sum += term.of((categories.one()[i] + added) / m, (categories.other()[i] + added) / n);
    }
    return sum;
  }

  static double jensenShannon(Categories categories) {
    return Math.clamp(sum(categories, 0, Effects::jensenShannon), 0, 1);
  }

  static double jensenShannon(double p, double q) {
    double middle = (p + q) / 2;
    return (relative(p, middle) + relative(q, middle)) / 2;
  }

  /** One term of a Kullback–Leibler divergence to base 2. */
  private static double relative(double p, double middle) {
    return p == 0 ? 0 : p * StrictMath.log(p / middle) / LN_2;
  }

  static double populationStability(Categories categories) {
    return Math.max(0, sum(categories, HALF_A_ROW, Effects::populationStability));
  }

  static double populationStability(double p, double q) {
    return (p - q) * StrictMath.log(p / q);
  }

  static double chiSquare(Categories categories) {
    double sum = sum(categories, 0, (p, q) -> (p - q) * (p - q) / (p + q));
    return Math.min(1, Math.sqrt(sum / 2));
  }

  static double lInfinity(Categories categories) {
    if (!categories.bothFilled()) {
      return 0;
    }
    double m = categories.sizeOne();
    double n = categories.sizeOther();
    double largest = 0;
    for (int i = 0; i < categories.size(); i++) {
      largest = Math.max(largest, Math.abs(categories.one()[i] / m - categories.other()[i] / n));
    }
    return largest;
  }

  static double normalizedAbsoluteDifference(Categories categories) {
    if (!categories.bothFilled()) {
      return 0;
    }
    double rows = categories.sizeOne() + (double) categories.sizeOther();
    double largest = 0;
    for (int i = 0; i < categories.size(); i++) {
      largest = Math.max(largest, Math.abs(categories.one()[i] - categories.other()[i]) / rows);
    }
    return largest;
  }
}
