package dev.millrace.data.rows;

import java.util.ArrayList;
import java.util.List;

/** Rows that could not be kept: all are counted, the first are put down. */
public final class Rejects {

  /** How many are put down. */
  public static final int KEPT = 1_000;

  private final List<Reject> kept = new ArrayList<>();
  private long count;

  /**
   * One row.
   *
   * @param file below the folder that the source begins in
   * @param line that the row begins in, from 1
   */
  public record Reject(String file, long line, String reason) {

    /** For people. */
    public String text() {
      return file + " line " + line + ": " + reason;
    }
  }

  public void add(String file, long line, String reason) {
    count++;
    if (kept.size() < KEPT) {
      kept.add(new Reject(file, line, reason));
    }
  }

  public long count() {
    return count;
  }

  public List<Reject> kept() {
    return List.copyOf(kept);
  }
}
