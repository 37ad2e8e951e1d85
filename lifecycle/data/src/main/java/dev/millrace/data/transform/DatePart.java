package dev.millrace.data.transform;

import java.util.Optional;

/** A part of a timestamp, read off its calendar; as in ISO 8601, weeks begin on Monday. */
public enum DatePart {
  /** 0 to 23. */
  HOUR(0, 23),
  /** 0 to 59. */
  MINUTE(0, 59),
  /** 0 to 1439. */
  MINUTE_OF_DAY(0, 1439),
  /** 0 to 59. */
  SECOND(0, 59),
  /** 1 for Monday to 7 for Sunday. */
  WEEKDAY(1, 7),
  /** Of the month: 1 to 31. */
  DAY(1, 31),
  /** 1 to 366. */
  DAY_OF_YEAR(1, 366),
  /** 1 to 53: the first is the one with the first Thursday of the year. */
  WEEK(1, 53),
  /** 1 to 12. */
  MONTH(1, 12),
  /** 1 to 4. */
  QUARTER(1, 4),
  /** Of the proleptic Gregorian calendar; the year before 1 is 0. */
  YEAR(1, 0);

  private final int first;
  private final int last;

  DatePart(int first, int last) {
    this.first = first;
    this.last = last;
  }

  /** The values that come again and again; empty if there are no such. */
  Optional<Values> cycle() {
    return first <= last ? Optional.of(new Values(first, last)) : Optional.empty();
  }

  /** The least and the greatest value. */
  record Values(int first, int last) {
    int count() {
      return last - first + 1;
    }
  }

  /** True if what stands for missing values is a value of this part. */
  boolean has(Impute impute) {
    return switch (impute) {
      case Impute.Text _ -> false;
      case Impute.Typical(var kind) -> kind != Impute.Typical.Kind.MEAN;
      case Impute.Constant(double value) ->
          value == Math.rint(value)
              && cycle().filter(all -> value >= all.first() && value <= all.last()).isPresent();
    };
  }
}
