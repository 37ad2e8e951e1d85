package dev.millrace.data.transform;

import dev.millrace.data.transform.FeatureSpec.Clip;
import dev.millrace.data.transform.FeatureSpec.Scale;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The steps of a number, each as docs/transform.md says it, over plain lists of values. */
final class NumbersOfRows {

  private static final MathContext DIGITS = new MathContext(60);

  private NumbersOfRows() {}

  static @Nullable Double plain(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Double number -> number;
      case Long integer -> (double) integer;
      case Boolean truth -> truth ? 1.0 : 0.0;
      default -> throw new IllegalArgumentException(value.toString());
    };
  }

  static double part(DatePart part, long micros) {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L),
            (int) Math.floorMod(micros, 1_000_000L) * 1000,
            ZoneOffset.UTC);
    return switch (part.name()) {
      case "HOUR" -> time.getHour();
      case "MINUTE" -> time.getMinute();
      case "MINUTE_OF_DAY" -> time.get(ChronoField.MINUTE_OF_DAY);
      case "SECOND" -> time.getSecond();
      case "WEEKDAY" -> time.getDayOfWeek().getValue();
      case "DAY" -> time.getDayOfMonth();
      case "DAY_OF_YEAR" -> time.getDayOfYear();
      case "WEEK" -> time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      case "MONTH" -> time.getMonthValue();
      case "QUARTER" -> time.get(IsoFields.QUARTER_OF_YEAR);
      case "YEAR" -> time.getYear();
      default -> throw new IllegalArgumentException(part.name());
    };
  }

  /** The first and the last value of a part. */
  static int[] range(DatePart part) {
    return switch (part.name()) {
      case "HOUR" -> new int[] {0, 23};
      case "MINUTE", "SECOND" -> new int[] {0, 59};
      case "MINUTE_OF_DAY" -> new int[] {0, 1439};
      case "WEEKDAY" -> new int[] {1, 7};
      case "DAY" -> new int[] {1, 31};
      case "DAY_OF_YEAR" -> new int[] {1, 366};
      case "WEEK" -> new int[] {1, 53};
      case "MONTH" -> new int[] {1, 12};
      case "QUARTER" -> new int[] {1, 4};
      default -> throw new IllegalArgumentException(part.name());
    };
  }

  /** The values that are there, ascending; minus zero is zero. */
  static List<Double> there(List<@Nullable Double> values) {
    List<Double> there = new ArrayList<>();
    for (Double value : values) {
      if (value != null) {
        there.add(value + 0.0);
      }
    }
    there.sort(Comparator.naturalOrder());
    return there;
  }

  /** The least that at least this share does not exceed. */
  static double quantile(List<Double> sorted, BigDecimal share) {
    BigDecimal rank = share.multiply(BigDecimal.valueOf(sorted.size()));
    int least = rank.setScale(0, RoundingMode.CEILING).intValueExact();
    return sorted.get(Math.max(1, least) - 1);
  }

  static double mean(List<Double> values) {
    return sum(values).divide(BigDecimal.valueOf(values.size()), DIGITS).doubleValue();
  }

  private static BigDecimal sum(List<Double> values) {
    return values.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static double deviation(List<Double> values) {
    BigDecimal n = BigDecimal.valueOf(values.size());
    BigDecimal squares =
        values.stream()
            .map(BigDecimal::new)
            .map(x -> x.multiply(x))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal spread = n.multiply(squares).subtract(sum(values).pow(2));
    return spread.divide(n.pow(2), new MathContext(700)).sqrt(DIGITS).doubleValue();
  }

  static double mostFrequent(List<Double> sorted) {
    Map<Double, Integer> counts = new TreeMap<>();
    sorted.forEach(value -> counts.merge(value, 1, Integer::sum));
    int most = counts.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() == most)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  static double imputed(Impute impute, List<Double> sorted) {
    return switch (impute) {
      case Impute.Constant(double value) -> value;
      case Impute.Text text -> throw new IllegalArgumentException(text.toString());
      case Impute.Typical(var kind) ->
          switch (kind) {
            case MEAN -> mean(sorted);
            case MEDIAN -> quantile(sorted, new BigDecimal("0.5"));
            case MOST_FREQUENT -> mostFrequent(sorted);
          };
    };
  }

  static Function<Double, Double> clip(Clip clip, List<Double> sorted) {
    double least =
        clip.min()
            .or(() -> clip.minQuantile().map(q -> quantile(sorted, BigDecimal.valueOf(q.value()))))
            .orElse(Double.NEGATIVE_INFINITY);
    double greatest =
        clip.max()
            .or(() -> clip.maxQuantile().map(q -> quantile(sorted, BigDecimal.valueOf(q.value()))))
            .orElse(Double.POSITIVE_INFINITY);
    return x -> Math.min(Math.max(x, least), greatest);
  }

  static Function<Double, Double> scale(Scale scale, List<Double> sorted) {
    return switch (scale) {
      case MIN_MAX -> scaled(sorted.getFirst(), sorted.getLast() - sorted.getFirst());
      case MAX_ABS -> scaled(0, Math.max(Math.abs(sorted.getFirst()), Math.abs(sorted.getLast())));
      case Z_SCORE -> scaled(mean(sorted), deviation(sorted));
      case ROBUST ->
          scaled(
              quantile(sorted, new BigDecimal("0.5")),
              quantile(sorted, new BigDecimal("0.75")) - quantile(sorted, new BigDecimal("0.25")));
    };
  }

  private static Function<Double, Double> scaled(double from, double by) {
    return x -> by == 0 ? 0.0 : (x - from) / by;
  }

  static List<Double> borders(int buckets, List<Double> sorted) {
    List<Double> borders = new ArrayList<>();
    for (int i = 1; i < buckets; i++) {
      double border = sorted.get(Math.ceilDiv(i * sorted.size(), buckets) - 1);
      if (borders.isEmpty() || borders.getLast() < border) {
        borders.add(border);
      }
    }
    return borders;
  }

  static double bucket(List<Double> borders, double x) {
    return borders.stream().filter(border -> border <= x).count();
  }

  /** The values of the rows of each key; rows without a key are only among all. */
  static Map<String, List<Double>> byKey(
      List<@Nullable String> keys, List<@Nullable Double> values) {
    Map<String, List<@Nullable Double>> groups = new HashMap<>();
    for (int row = 0; row < keys.size(); row++) {
      String key = keys.get(row);
      if (key != null) {
        groups.computeIfAbsent(key, first -> new ArrayList<>()).add(values.get(row));
      }
    }
    Map<String, List<Double>> found = new HashMap<>();
    groups.forEach((key, of) -> found.put(key, there(of)));
    found.values().removeIf(List::isEmpty);
    return found;
  }
}
