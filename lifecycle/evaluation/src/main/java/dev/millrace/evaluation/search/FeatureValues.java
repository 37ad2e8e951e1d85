package dev.millrace.evaluation.search;

import dev.millrace.evaluation.slice.CalendarPart;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleToIntFunction;

/**
 * The values that one feature has in the sampled rows. Few different ones are told apart each; many
 * numbers by ranges of about equally many rows; of many texts, the most frequent ones.
 */
final class FeatureValues {

  private static final int MOST_CODES = 24;
  private static final int RANGES = 8;

  private final String name;
  private final DataType type;
  private final Optional<CalendarPart> part;
  private final double[] values;
  private final Map<String, Integer> texts = new HashMap<>();
  private final List<String> textOf = new ArrayList<>();
  private int filled;

  /**
   * @param part of a timestamp
   * @param rows that will be added in all
   */
  FeatureValues(String name, DataType type, Optional<CalendarPart> part, int rows) {
    this.name = name;
    this.type = type;
    this.part = part;
    this.values = new double[rows];
  }

  /** Adds one row; NaN stands for a missing value. */
  void add(Column column, int row) {
    values[filled++] = column.present(row) ? value(column, row) : Double.NaN;
  }

  private double value(Column column, int row) {
    return switch (column) {
      case Column.Booleans booleans -> booleans.values()[row] ? 1 : 0;
      case Column.Longs longs -> {
        long value = longs.values()[row];
        yield part.map(of -> of.of(value)).orElse(value);
      }
      case Column.Doubles doubles -> doubles.values()[row];
      case Column.Strings strings -> code(strings.value(row));
    };
  }

  private int code(String text) {
    Integer code = texts.putIfAbsent(text, textOf.size());
    if (code != null) {
      return code;
    }
    textOf.add(text);
    return textOf.size() - 1;
  }

  /** Cuts the feature into values of at least so many rows. */
  FeatureCodes codes(int least) {
    Map<Double, Integer> counts = isText() ? textCounts() : counts();
    return isText() || counts.size() <= MOST_CODES ? each(counts, least) : ranges();
  }

  private Map<Double, Integer> textCounts() {
    int[] byText = new int[textOf.size()];
    for (int row = 0; row < filled; row++) {
      if (!Double.isNaN(values[row])) {
        byText[(int) values[row]]++;
      }
    }
    Map<Double, Integer> counts = new TreeMap<>();
    for (int text = 0; text < byText.length; text++) {
      counts.put((double) text, byText[text]);
    }
    return counts;
  }

  /** Of numbers, given up when there are too many to tell each apart. */
  private Map<Double, Integer> counts() {
    Map<Double, Integer> counts = new TreeMap<>();
    for (int row = 0; row < filled && counts.size() <= MOST_CODES; row++) {
      if (!Double.isNaN(values[row])) {
        counts.merge(values[row], 1, Integer::sum);
      }
    }
    return counts;
  }

  private boolean isText() {
    return type == DataType.STRING;
  }

  private FeatureCodes each(Map<Double, Integer> counts, int least) {
    List<Double> kept =
        counts.entrySet().stream()
            .filter(value -> value.getValue() >= least)
            .sorted(Map.Entry.<Double, Integer>comparingByValue().reversed())
            .limit(MOST_CODES)
            .map(Map.Entry::getKey)
            .toList();
    List<String> conditions =
        new ArrayList<>(kept.stream().map(value -> name + " = " + text(value)).toList());
    if (isText()) {
      int[] codeOfText = new int[textOf.size()];
      Arrays.fill(codeOfText, -1);
      kept.forEach(text -> codeOfText[text.intValue()] = kept.indexOf(text));
      return coded(conditions, text -> codeOfText[(int) text]);
    }
    Map<Double, Integer> codeOf = new HashMap<>();
    kept.forEach(value -> codeOf.put(value, codeOf.size()));
    return coded(conditions, value -> codeOf.getOrDefault(value, -1));
  }

  private String text(double value) {
    return switch (type) {
      case STRING -> textOf.get((int) value);
      case BOOLEAN -> String.valueOf(value == 1);
      case INTEGER, TIMESTAMP -> String.valueOf((long) value);
      case NUMBER -> number(value);
    };
  }

  private static String number(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }

  private FeatureCodes ranges() {
    double[] sorted =
        Arrays.stream(values, 0, filled).filter(value -> !Double.isNaN(value)).sorted().toArray();
    double[] borders = new double[RANGES - 1];
    for (int border = 0; border < borders.length; border++) {
      borders[border] = sorted[(int) ((long) sorted.length * (border + 1) / RANGES)];
    }
    double[] above =
        Arrays.stream(borders).distinct().filter(border -> border > sorted[0]).toArray();
    // Where nearly all values are the least, what is not the least is a range of its own.
    double[] distinct =
        above.length > 0
            ? above
            : Arrays.stream(sorted).filter(value -> value > sorted[0]).limit(1).toArray();
    List<String> conditions = new ArrayList<>();
    for (int range = 0; range <= distinct.length; range++) {
      conditions.add(range(distinct, range));
    }
    return coded(
        conditions,
        value -> {
          int place = Arrays.binarySearch(distinct, value);
          return place < 0 ? -place - 1 : place + 1;
        });
  }

  private String range(double[] borders, int range) {
    if (range == 0) {
      return name + " < " + number(borders[0]);
    }
    String from = number(borders[range - 1]);
    return range == borders.length
        ? name + " ≥ " + from
        : from + " ≤ " + name + " < " + number(borders[range]);
  }

  private FeatureCodes coded(List<String> conditions, DoubleToIntFunction codeOf) {
    byte[] codes = new byte[filled];
    byte missing = (byte) conditions.size();
    for (int row = 0; row < filled; row++) {
      codes[row] = Double.isNaN(values[row]) ? missing : (byte) codeOf.applyAsInt(values[row]);
    }
    List<String> all = new ArrayList<>(conditions);
    all.add(name + " is missing");
    return new FeatureCodes(name, codes, all);
  }
}
