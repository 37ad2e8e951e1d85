package dev.millrace.data.statistics;

/**
 * How many shards of a data set had to be counted, and of how many the counts were known already.
 */
public record Reuse(int counted, int known) {

  /** As a step's log says it. */
  @Override
  public String toString() {
    return "counted "
        + counted
        + (counted == 1 ? " new shard, " : " new shards, ")
        + (known == 0 ? "none" : Integer.toString(known))
        + " known";
  }
}
