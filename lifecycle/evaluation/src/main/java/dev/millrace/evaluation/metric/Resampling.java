package dev.millrace.evaluation.metric;

/**
 * How the spread of a metric is found: by measuring it again and again on rows drawn anew. What
 * counts as one, a row or a query, is drawn as one and taken for independent of the others.
 */
public sealed interface Resampling {

  /** Parts of the jackknife. */
  int PARTS = 20;

  /** How often it is measured. */
  int replicates();

  /** The weights of one replicate. */
  Weights draw(Weights base, Units units, int rows, int replicate);

  /** What the spread of replicates about their mean says of the metric's own variance. */
  double variance(double meanSquare);

  /** How many replicates have to define a metric for it to have a spread. */
  int leastDefined();

  /**
   * Each row as often as Poisson's distribution of mean 1 draws it. Chamandy, Muralidharan, Najmi
   * and Naidu, "Estimating uncertainty for massive data streams", Google (2012).
   */
  record PoissonBootstrap(int replicates, long seed) implements Resampling {

    /** With fewer, the spread itself is too uncertain. */
    public static final int LEAST = 20;

    public PoissonBootstrap {
      if (replicates < LEAST) {
        throw new IllegalArgumentException("at least " + LEAST + " replicates, not " + replicates);
      }
    }

    @Override
    public Weights draw(Weights base, Units units, int rows, int replicate) {
      return base.poisson(units, rows, seed, replicate);
    }

    @Override
    public double variance(double meanSquare) {
      return meanSquare;
    }

    @Override
    public int leastDefined() {
      return LEAST;
    }
  }

  /**
   * Without one of {@value #PARTS} parts of the rows by turns, which part a row is in being drawn.
   * Kott, "The delete-a-group jackknife", Journal of Official Statistics 17 (2001).
   */
  record Jackknife(long seed) implements Resampling {
    @Override
    public int replicates() {
      return PARTS;
    }

    @Override
    public Weights draw(Weights base, Units units, int rows, int replicate) {
      return base.without(units, rows, seed, replicate);
    }

    /** (g − 1)/g times the sum of squares, which is (g − 1)²/g times their mean square. */
    @Override
    public double variance(double meanSquare) {
      return meanSquare * (PARTS - 1.0) * (PARTS - 1) / PARTS;
    }

    @Override
    public int leastDefined() {
      return PARTS;
    }
  }
}
