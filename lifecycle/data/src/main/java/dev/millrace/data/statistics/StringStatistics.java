package dev.millrace.data.statistics;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.millrace.model.DataType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Of strings.
 *
 * @param lengths in code points; empty where no row has a value
 * @param values the most frequent first, equally frequent ones in the order of their characters;
 *     all there are if {@link #exact}
 * @param undercount by how much at most each count is too small, and how often at most a value that
 *     is not listed occurs; 0 if exact
 * @param distinct how many different ones there are
 * @param invalid rows whose bytes are not valid UTF-8, which only columns of bytes can have
 * @param shortened listed values that were longer than {@link #KEPT_BYTES}, of which only the
 *     beginning is listed
 */
public record StringStatistics(
    long count,
    long missing,
    Optional<Lengths> lengths,
    List<Occurrence> values,
    long undercount,
    Distinct distinct,
    long invalid,
    long shortened)
    implements FeatureStatistics {

  public StringStatistics {
    values = List.copyOf(values);
  }

  /** What is kept of a value, in bytes of UTF-8. */
  public static final int KEPT_BYTES = TextTable.KEPT;

  /** As many as TensorFlow Data Validation shows. */
  public static final int TOP = 20;

  /** As many as TensorFlow Data Validation shows. */
  public static final int RANKS = 1000;

  /** Lengths in code points: the least, the greatest, and all together. */
  public record Lengths(long min, long max, long total) {}

  /** The mean length, in code points; empty where no row has a value. */
  public OptionalDouble meanLength() {
    return lengths
        .map(all -> OptionalDouble.of((double) all.total() / count))
        .orElse(OptionalDouble.empty());
  }

  /** How often a value occurs; in JSON a pair. */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  @JsonPropertyOrder({"value", "count"})
  public record Occurrence(String value, long count) {}

  @Override
  @JsonIgnore
  public DataType type() {
    return DataType.STRING;
  }

  /** True if every value is listed with its true count. */
  @JsonIgnore
  public boolean exact() {
    return undercount == 0;
  }

  /** The most frequent values, as many as wanted or as there are. */
  public List<Occurrence> top(int most) {
    return values.subList(0, Math.min(most, values.size()));
  }

  /**
   * How often the most frequent value occurs, the second and so on: as many as wanted. Of listed
   * values each is too small by {@link #undercount} at most.
   */
  public long[] rankHistogram(int most) {
    return top(most).stream().mapToLong(Occurrence::count).toArray();
  }

  @Override
  @JsonIgnore
  public boolean constant() {
    return exact() && values.size() <= 1;
  }
}
