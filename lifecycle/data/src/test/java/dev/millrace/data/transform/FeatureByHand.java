package dev.millrace.data.transform;

import dev.millrace.data.transform.FeatureSpec.Scale;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a feature's outputs are for a row, in their order, worked out row by row from the
 * declaration as docs/transform.md tells it. Shares nothing with the graph nor with its kernels.
 */
final class FeatureByHand {

  /** The outputs of a row; null where one is missing. */
  interface Outputs {
    List<@Nullable Double> of(RawRow row);
  }

  private FeatureByHand() {}

  /**
   * @param formula what the expression means, where the source is one
   */
  static Outputs fitted(FeatureSpec spec, @Nullable Formula formula, List<RawRow> training) {
    boolean texts =
        spec.words().isPresent() || spec.vocabulary().isPresent() || spec.hash().isPresent();
    Function<RawRow, @Nullable Object> source =
        texts ? row -> TextsOfRows.category(spec, row) : row -> number(spec, formula, row);
    Outputs outputs = texts ? TextsOfRows.fitted(spec, training) : numbers(spec, formula, training);
    if (!spec.indicator()) {
      return outputs;
    }
    return row -> {
      List<@Nullable Double> all = new ArrayList<>(outputs.of(row));
      all.add(source.apply(row) == null ? 1.0 : 0.0);
      return all;
    };
  }

  private static @Nullable Double number(FeatureSpec spec, @Nullable Formula formula, RawRow row) {
    if (formula != null) {
      return finite(formula.meaning().of(row));
    }
    String column = spec.from().orElseThrow();
    if (spec.part().isPresent()) {
      return row.t() == null ? null : (Double) NumbersOfRows.part(spec.part().get(), row.t());
    }
    return NumbersOfRows.plain(row.value(column));
  }

  private static @Nullable Double finite(@Nullable Double value) {
    return value == null || !Double.isFinite(value) ? null : value;
  }

  private static Outputs numbers(
      FeatureSpec spec, @Nullable Formula formula, List<RawRow> training) {
    Chain chain = new Chain(training, row -> number(spec, formula, row));
    spec.impute()
        .ifPresent(
            impute -> {
              double value = NumbersOfRows.imputed(impute, chain.there());
              chain.then((row, x) -> x == null ? (Double) value : x);
            });
    spec.clip()
        .ifPresent(
            clip -> {
              Function<Double, Double> clipped = NumbersOfRows.clip(clip, chain.there());
              chain.then((row, x) -> x == null ? null : clipped.apply(x));
            });
    if (spec.log()) {
      chain.then((row, x) -> x == null || x <= 0 ? null : (Double) StrictMath.log(x));
    }
    spec.power()
        .ifPresent(
            power -> chain.then((row, x) -> x == null ? null : (Double) StrictMath.pow(x, power)));
    spec.scale().ifPresent(scale -> chain.then(scaling(spec, scale, chain)));
    if (!spec.buckets().isEmpty()) {
      chain.then((row, x) -> x == null ? null : (Double) NumbersOfRows.bucket(spec.buckets(), x));
      return ends(spec, chain, 0, spec.buckets().size());
    }
    if (spec.quantileBuckets().isPresent()) {
      Map<String, List<Double>> groups = groups(spec, chain);
      int wanted = spec.quantileBuckets().get();
      List<Double> all = NumbersOfRows.borders(wanted, chain.there());
      Map<String, List<Double>> borders = new HashMap<>();
      groups.forEach((key, of) -> borders.put(key, NumbersOfRows.borders(wanted, of)));
      chain.then(
          (row, x) ->
              x == null ? null : (Double) NumbersOfRows.bucket(of(borders, spec, row, all), x));
      int most = borders.values().stream().mapToInt(List::size).max().orElse(0);
      return ends(spec, chain, 0, Math.max(most, all.size()));
    }
    if (spec.cycle()) {
      int[] range = NumbersOfRows.range(spec.part().orElseThrow());
      return row -> {
        Double x = chain.of(row);
        double turn = x == null ? 0 : 2 * Math.PI * (x - range[0]) / (range[1] - range[0] + 1);
        return x == null ? missing(2) : List.of(StrictMath.sin(turn), StrictMath.cos(turn));
      };
    }
    if (spec.oneHot()) {
      int[] range = NumbersOfRows.range(spec.part().orElseThrow());
      return ends(spec, chain, range[0], range[1]);
    }
    return ends(spec, chain, 0, 0);
  }

  private static Step scaling(FeatureSpec spec, Scale scale, Chain chain) {
    Function<Double, Double> all = NumbersOfRows.scale(scale, chain.there());
    Map<String, Function<Double, Double>> scales = new HashMap<>();
    groups(spec, chain).forEach((key, of) -> scales.put(key, NumbersOfRows.scale(scale, of)));
    return (row, x) -> x == null ? null : of(scales, spec, row, all).apply(x);
  }

  private static Map<String, List<Double>> groups(FeatureSpec spec, Chain chain) {
    return spec.per()
        .map(
            per -> {
              List<@Nullable String> keys = new ArrayList<>();
              chain.training.forEach(row -> keys.add(TextsOfRows.text(row.value(per))));
              return NumbersOfRows.byKey(keys, chain.values);
            })
        .orElse(Map.of());
  }

  private static <T> T of(Map<String, T> groups, FeatureSpec spec, RawRow row, T all) {
    String key = spec.per().map(per -> TextsOfRows.text(row.value(per))).orElse(null);
    return key == null ? all : groups.getOrDefault(key, all);
  }

  /** The value itself, or an output for each whole number from one to another. */
  private static Outputs ends(FeatureSpec spec, Chain chain, int from, int to) {
    return row -> {
      Double x = chain.of(row);
      return spec.oneHot() ? oneHot(x, from, to) : single(x);
    };
  }

  private static List<@Nullable Double> single(@Nullable Double x) {
    List<@Nullable Double> one = new ArrayList<>();
    one.add(x);
    return one;
  }

  static List<@Nullable Double> oneHot(@Nullable Double x, int from, int to) {
    List<@Nullable Double> outputs = new ArrayList<>();
    for (int value = from; value <= to; value++) {
      outputs.add(x == null ? null : (Double) (x == value ? 1.0 : 0.0));
    }
    return outputs;
  }

  static List<@Nullable Double> missing(int outputs) {
    List<@Nullable Double> missing = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      missing.add(null);
    }
    return missing;
  }

  /** A number as one of a declaration's keys changes it. */
  private interface Step {
    @Nullable Double of(RawRow row, @Nullable Double x);
  }

  /** The steps so far, and what they make of the training split. */
  private static final class Chain {
    private final List<RawRow> training;
    private final Function<RawRow, @Nullable Double> source;
    private final List<Step> steps = new ArrayList<>();
    private List<@Nullable Double> values;

    Chain(List<RawRow> training, Function<RawRow, @Nullable Double> source) {
      this.training = training;
      this.source = source;
      this.values = all();
    }

    void then(Step step) {
      steps.add((row, x) -> finite(step.of(row, x)));
      values = all();
    }

    List<Double> there() {
      List<Double> there = NumbersOfRows.there(values);
      return there.isEmpty() ? List.of(0.0) : there;
    }

    @Nullable Double of(RawRow row) {
      Double x = source.apply(row);
      for (Step step : steps) {
        x = step.of(row, x);
      }
      return x;
    }

    private List<@Nullable Double> all() {
      List<@Nullable Double> all = new ArrayList<>();
      training.forEach(row -> all.add(of(row)));
      return all;
    }
  }
}
