package dev.millrace.data.rows;

import dev.millrace.core.error.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** Rows that could not be kept: all are counted, the first are put down. */
public final class Rejects {

  /** How many are put down. */
  public static final int KEPT = 1_000;

  /** How many of too many an error names. */
  private static final int NAMED = 3;

  private final List<Reject> kept = new ArrayList<>();
  private long count;

  /** What the places in a file are called. */
  enum Unit {
    LINE("line"),
    ROW("row");

    private final String word;

    Unit(String word) {
      this.word = word;
    }
  }

  /**
   * Where a row stands.
   *
   * @param file below the folder that the source begins in
   * @param number from 1
   */
  public record Place(String file, Unit unit, long number) {

    /** In a text: the line that the row begins in. */
    static Place line(String file, long number) {
      return new Place(file, Unit.LINE, number);
    }

    /** Where there are no lines. */
    public static Place row(String file, long number) {
      return new Place(file, Unit.ROW, number);
    }
  }

  /**
   * One row.
   *
   * @param text what it looks like, or the beginning of that
   */
  public record Reject(Place place, String reason, String text) {

    /** For people. */
    public String line() {
      return place.file() + " " + place.unit().word + " " + place.number() + ": " + reason;
    }

    /** To be written down. */
    public SequencedMap<String, Object> properties() {
      SequencedMap<String, Object> properties = new LinkedHashMap<>();
      properties.put("file", place.file());
      properties.put(place.unit().word, place.number());
      properties.put("reason", reason);
      properties.put("text", text);
      return properties;
    }
  }

  /** Takes a row; what it looks like is only kept of the first. */
  public void add(Place place, String reason, String text) {
    count++;
    if (kept.size() < KEPT) {
      kept.add(new Reject(place, reason, text));
    }
  }

  /** How many more will be put down. */
  public int room() {
    return KEPT - kept.size();
  }

  /** Counts rows that there is no room for. */
  public void addUnseen(long rows) {
    count += rows;
  }

  public long count() {
    return count;
  }

  public List<Reject> kept() {
    return List.copyOf(kept);
  }

  /**
   * Refuses too many.
   *
   * @param read rows, with those rejected
   * @param remedy what can be done
   * @throws UserError naming the first of them
   */
  public void require(RowAllowance most, long read, String remedy) {
    if (most.allows(count, read)) {
      return;
    }
    long more = count - Math.min(NAMED, kept.size());
    String first = kept.stream().limit(NAMED).map(Reject::line).collect(Collectors.joining("; "));
    throw UserError.failure(
            "%d of %d rows are rejected, and max_rejects is %s: %s%s"
                .formatted(
                    count, read, most.text(), first, more > 0 ? "; and " + more + " more" : ""))
        .hint(remedy);
  }
}
