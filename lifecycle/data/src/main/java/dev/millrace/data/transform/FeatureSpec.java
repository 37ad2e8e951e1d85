package dev.millrace.data.transform;

import dev.millrace.core.component.Default;
import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Range;
import dev.millrace.core.value.Fraction;
import java.util.List;
import java.util.Optional;

/**
 * A feature as a pipeline declares it: {@code hour: { from: date, part: hour }}. The keys are
 * applied in the order in which they stand here, whatever the order in which they are written.
 * {@link #from}, {@link #expression} and {@link #cross} start one in Java.
 *
 * <p>What no data are needed to refuse, such as bounds that cross, is refused when it is made.
 */
public record FeatureSpec(
    @Doc("The raw column it is made of") Optional<String> from,
    @Doc("Arithmetic over columns it is made of, such as distance / hours")
        Optional<String> expression,
    @Default("[]") @Doc("Columns whose values together are one category") List<String> cross,
    @Doc("The part of a timestamp to take; weekday 1 is Monday") Optional<DatePart> part,
    @Doc("What stands for a missing value: mean, median, most_frequent, a number or a text")
        Optional<Impute> impute,
    @Default("false")
        @Doc(
            "Whether there is one more output, NAME_missing: 1 where the value was missing, else 0")
        boolean indicator,
    @Doc("Bounds; a number beyond one becomes it") Optional<Clip> clip,
    @Default("false") @Doc("Whether to take the natural logarithm; of 0 and less it is missing")
        boolean log,
    @Doc("The exponent of a power to raise to") Optional<Double> power,
    @Doc(
            "How numbers are brought to one scale: min_max to 0 to 1, max_abs by the greatest magnitude, z_score by mean and standard deviation, robust by median and quartiles")
        Optional<Scale> scale,
    @Default("[]") @Doc("Ascending borders; a number becomes how many are not above it")
        List<Double> buckets,
    @Range(min = 2, max = Limits.MOST_QUANTILE_BUCKETS)
        @Doc("Into how many buckets of equally many values numbers are cut")
        Optional<Integer> quantileBuckets,
    @Doc("A column; scale and quantile_buckets look at the rows of each of its values apart")
        Optional<String> per,
    @Default("false") @Doc("Whether a part becomes the sine and cosine of its place in its cycle")
        boolean cycle,
    @Doc("Gives frequent categories a place each") Optional<Vocabulary> vocabulary,
    @Range(min = 1, max = Limits.MOST_HASH_BUCKETS)
        @Doc("Into how many buckets categories are hashed")
        Optional<Integer> hash,
    @Doc("Makes an output of each frequent word, or of some words in a row") Optional<Words> words,
    @Default("false") @Doc("Whether each bucket, place or part becomes an output of 0 or 1")
        boolean oneHot) {

  public FeatureSpec {
    cross = List.copyOf(cross);
    buckets = List.copyOf(buckets);
    boolean imputesText = impute.filter(Impute.Text.class::isInstance).isPresent();
    boolean computes = clip.isPresent() || log || power.isPresent() || scale.isPresent();
    boolean cuts = !buckets.isEmpty() || quantileBuckets.isPresent();
    boolean categories = vocabulary.isPresent() || hash.isPresent();
    boolean texts = categories || words.isPresent() || !cross.isEmpty();
    boolean numbers = computes || cuts || part.isPresent() || expression.isPresent();
    new Contradictions()
        .in(Contradictions.ofSource(from, expression, cross))
        .in(Contradictions.ofBorders(buckets))
        .when(!cross.isEmpty() && !categories, "a cross needs vocabulary or hash")
        .when(part.isPresent() && from.isEmpty(), "part needs from: the timestamp's column")
        .when(texts && numbers, "it has keys of numbers and keys of texts; it can only be one")
        .when(categories && words.isPresent(), "words go with neither vocabulary nor hash")
        .when(vocabulary.isPresent() && hash.isPresent(), "give vocabulary or hash, not both")
        .when(!buckets.isEmpty() && quantileBuckets.isPresent(), "give buckets or quantile_buckets")
        .when(cuts && scale.isPresent(), "buckets are cut of what is not scaled: drop scale")
        .when(per.isPresent() && !cuts && scale.isEmpty(), "per needs scale or quantile_buckets")
        .when(per.isPresent() && !buckets.isEmpty(), "per needs quantile_buckets, not buckets")
        .when(texts && impute.isPresent() && !forTexts(impute.get()), "texts are imputed by a text")
        .when(numbers && imputesText, "numbers are imputed by a number, not by a text")
        .when(power.isPresent() && !Double.isFinite(power.orElse(0.0)), "power must be finite")
        .in(Contradictions.ofCycle(cycle, part, computes || cuts || oneHot, impute))
        .when(oneHot && words.isPresent(), "each word is an output already: drop one_hot")
        .when(
            oneHot && !categories && !cuts && (part.isEmpty() || computes),
            "one_hot needs vocabulary, hash, buckets, quantile_buckets or a bare part")
        .when(oneHot && !cuts && part.equals(Optional.of(DatePart.YEAR)), "years are not one_hot")
        .when(
            oneHot && hash.isPresent() && hash.orElse(0) > Limits.MOST_OUTPUTS,
            "one_hot of so many hash buckets is more than " + Limits.MOST_OUTPUTS + " outputs")
        .refuse();
  }

  private static boolean forTexts(Impute impute) {
    return switch (impute) {
      case Impute.Text _ -> true;
      case Impute.Constant _ -> false;
      case Impute.Typical(var kind) -> kind == Impute.Typical.Kind.MOST_FREQUENT;
    };
  }

  /** Bounds, each either given or taken of the training split. */
  public record Clip(
      @Doc("The least number") Optional<Double> min,
      @Doc("The greatest number") Optional<Double> max,
      @Doc("The share of the values that lie below, to be the least")
          Optional<Fraction> minQuantile,
      @Doc("The share of the values that do not lie above, to be the greatest")
          Optional<Fraction> maxQuantile) {

    public Clip {
      if (min.isPresent() && minQuantile.isPresent()) {
        throw new IllegalArgumentException("clip has both min and min_quantile; give one of them");
      }
      if (max.isPresent() && maxQuantile.isPresent()) {
        throw new IllegalArgumentException("clip has both max and max_quantile; give one of them");
      }
      if (min.or(() -> max).isEmpty() && minQuantile.or(() -> maxQuantile).isEmpty()) {
        throw new IllegalArgumentException(
            "clip has no bound; give min, max, min_quantile or max_quantile");
      }
      if (min.isPresent() && max.isPresent() && !(min.get() < max.get())) {
        throw new IllegalArgumentException(
            "clip has min " + min.get() + " and max " + max.get() + "; min must be less");
      }
      if (minQuantile.isPresent()
          && maxQuantile.isPresent()
          && !(minQuantile.get().value() < maxQuantile.get().value())) {
        throw new IllegalArgumentException(
            "clip has min_quantile %s and max_quantile %s; the former must be less"
                .formatted(minQuantile.get(), maxQuantile.get()));
      }
    }

    public static Clip to(double min, double max) {
      return new Clip(Optional.of(min), Optional.of(max), Optional.empty(), Optional.empty());
    }

    public static Clip toQuantiles(double min, double max) {
      return new Clip(
          Optional.empty(),
          Optional.empty(),
          Optional.of(new Fraction(min)),
          Optional.of(new Fraction(max)));
    }
  }

  /** The categories that are most frequent in the training split. */
  public record Vocabulary(
      @Default("1000")
          @Range(min = 1, max = Limits.MOST_TERMS)
          @Doc("At most so many categories have a place of their own")
          int top,
      @Default("1") @Range(min = 1) @Doc("A category that was seen less often has none")
          int minCount,
      @Default("1")
          @Range(min = 0, max = Limits.MOST_HASH_BUCKETS)
          @Doc("Places that all other categories share; with none they are missing")
          int oovBuckets) {

    public Vocabulary {
      requireAtLeast("top", top, 1);
      requireAtLeast("min_count", minCount, 1);
      requireAtLeast("oov_buckets", oovBuckets, 0);
    }

    /** The 1,000 most frequent, and one place for all others. */
    public static Vocabulary usual() {
      return top(1000);
    }

    public static Vocabulary top(int most) {
      return new Vocabulary(most, 1, 1);
    }
  }

  /** Which words of a text become outputs, and what these say of it. */
  public record Words(
      @Default("[1, 1]")
          @Doc(
              "From and to how many words in a row, such as [1, 2]; at most "
                  + Limits.LONGEST_NGRAM)
          List<Integer> ngrams,
      @Default("100")
          @Range(min = 1, max = Limits.MOST_OUTPUTS)
          @Doc("At most so many have an output")
          int top,
      @Default("1") @Range(min = 1) @Doc("What was seen less often has none") int minCount,
      @Default("count")
          @Doc(
              "What an output says of a row's text: how often the word is there, that times how rare it is, or 1 if it is there")
          Weight weight) {

    public Words {
      ngrams = List.copyOf(ngrams);
      requireAtLeast("top", top, 1);
      requireAtLeast("min_count", minCount, 1);
      if (ngrams.size() != 2
          || ngrams.getFirst() < 1
          || ngrams.getLast() < ngrams.getFirst()
          || ngrams.getLast() > Limits.LONGEST_NGRAM) {
        throw new IllegalArgumentException(
            "ngrams is %s; expected from and to how many words, such as [1, 2], at most %d"
                .formatted(ngrams, Limits.LONGEST_NGRAM));
      }
    }

    /** How often each of the most frequent words is in a text. */
    public static Words top(int most) {
      return new Words(List.of(1, 1), most, 1, Weight.COUNT);
    }
  }

  /** What an output of {@link Words} says of a row's text. */
  public enum Weight {
    /** How often it is there. */
    COUNT,
    /** How often it is there, times how rare it is: ln((1 + texts) / (1 + texts with it)) + 1. */
    TF_IDF,
    /** 1 if it is there. */
    PRESENCE
  }

  /** How numbers are brought to one scale; where all are equal, each becomes 0. */
  public enum Scale {
    /** (x − least) / (greatest − least). */
    MIN_MAX,
    /** x / greatest magnitude. */
    MAX_ABS,
    /** (x − mean) / standard deviation. */
    Z_SCORE,
    /** (x − median) / (upper quartile − lower quartile). */
    ROBUST
  }

  /** Starts a feature of a raw column. */
  public static Builder from(String column) {
    return new Builder(Optional.of(column), Optional.empty(), List.of());
  }

  /** Starts a feature of arithmetic over columns. */
  public static Builder expression(String text) {
    return new Builder(Optional.empty(), Optional.of(text), List.of());
  }

  /** Starts a feature of the values of several columns together. */
  public static Builder cross(String... columns) {
    return new Builder(Optional.empty(), Optional.empty(), List.of(columns));
  }

  private static void requireAtLeast(String key, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(key + " must be at least " + least + ", found " + value);
    }
  }

  /** A feature in the making; {@link #build} refuses what does not go together. */
  public static final class Builder {
    private final Optional<String> from;
    private final Optional<String> expression;
    private final List<String> cross;
    private Optional<DatePart> part = Optional.empty();
    private Optional<Impute> impute = Optional.empty();
    private boolean indicator;
    private Optional<Clip> clip = Optional.empty();
    private boolean log;
    private Optional<Double> power = Optional.empty();
    private Optional<Scale> scale = Optional.empty();
    private List<Double> buckets = List.of();
    private Optional<Integer> quantileBuckets = Optional.empty();
    private Optional<String> per = Optional.empty();
    private boolean cycle;
    private Optional<Vocabulary> vocabulary = Optional.empty();
    private Optional<Integer> hash = Optional.empty();
    private Optional<Words> words = Optional.empty();
    private boolean oneHot;

    private Builder(Optional<String> from, Optional<String> expression, List<String> cross) {
      this.from = from;
      this.expression = expression;
      this.cross = cross;
    }

    public Builder part(DatePart wanted) {
      part = Optional.of(wanted);
      return this;
    }

    public Builder impute(Impute wanted) {
      impute = Optional.of(wanted);
      return this;
    }

    public Builder indicator() {
      indicator = true;
      return this;
    }

    public Builder clip(Clip wanted) {
      clip = Optional.of(wanted);
      return this;
    }

    public Builder log() {
      log = true;
      return this;
    }

    public Builder power(double exponent) {
      power = Optional.of(exponent);
      return this;
    }

    public Builder scale(Scale wanted) {
      scale = Optional.of(wanted);
      return this;
    }

    public Builder buckets(Double... borders) {
      buckets = List.of(borders);
      return this;
    }

    public Builder quantileBuckets(int wanted) {
      quantileBuckets = Optional.of(wanted);
      return this;
    }

    public Builder per(String column) {
      per = Optional.of(column);
      return this;
    }

    public Builder cycle() {
      cycle = true;
      return this;
    }

    public Builder vocabulary(Vocabulary wanted) {
      vocabulary = Optional.of(wanted);
      return this;
    }

    public Builder hash(int wanted) {
      hash = Optional.of(wanted);
      return this;
    }

    public Builder words(Words wanted) {
      words = Optional.of(wanted);
      return this;
    }

    public Builder oneHot() {
      oneHot = true;
      return this;
    }

    /**
     * @throws IllegalArgumentException naming everything that does not go together
     */
    public FeatureSpec build() {
      return new FeatureSpec(
          from,
          expression,
          cross,
          part,
          impute,
          indicator,
          clip,
          log,
          power,
          scale,
          buckets,
          quantileBuckets,
          per,
          cycle,
          vocabulary,
          hash,
          words,
          oneHot);
    }
  }
}
