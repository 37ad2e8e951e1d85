package dev.millrace.data.ingest;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.core.value.Fraction;
import java.util.List;

/** Which rows a model is trained on and which it is judged by. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "by")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Split.Time.class, name = "time"),
  @JsonSubTypes.Type(value = Split.Hash.class, name = "hash")
})
public sealed interface Split {

  /** The share of the rows that is kept for judging. */
  Fraction eval();

  /**
   * The newest rows are for judging, as they are in life. Rows of one instant stay together, so the
   * share may come out a little smaller, never larger.
   *
   * @param column when each row happened
   */
  record Time(String column, Fraction eval) implements Split {
    public Time {
      requireBoth(eval);
      if (column.isEmpty()) {
        throw new IllegalArgumentException(
            "a split by time needs the 'column' that tells the time");
      }
    }
  }

  /**
   * Rows go by a hash of a key: the same key is in the same split, today, tomorrow and anywhere.
   *
   * @param columns the key
   */
  record Hash(List<String> columns, Fraction eval) implements Split {
    public Hash {
      requireBoth(eval);
      columns = List.copyOf(columns);
      if (columns.isEmpty()) {
        throw new IllegalArgumentException("a split by hash needs the 'columns' of its key");
      }
    }
  }

  private static void requireBoth(Fraction eval) {
    if (eval.value() <= 0 || eval.value() >= 1) {
      throw new IllegalArgumentException(
          "'eval' must leave rows on both sides: more than 0 and less than 100%, found " + eval);
    }
  }
}
