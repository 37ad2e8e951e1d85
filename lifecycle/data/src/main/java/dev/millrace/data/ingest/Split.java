package dev.millrace.data.ingest;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.core.component.Doc;
import dev.millrace.core.value.Fraction;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.examples.Splits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which rows a model is trained on and which it is judged by. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "by")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Split.Span.class, name = "span"),
  @JsonSubTypes.Type(value = Split.Time.class, name = "time"),
  @JsonSubTypes.Type(value = Split.Hash.class, name = "hash"),
  @JsonSubTypes.Type(value = Split.Column.class, name = "column"),
  @JsonSubTypes.Type(value = Split.Files.class, name = "files")
})
public sealed interface Split {

  /** What a split may be called: it is the name of a folder. */
  Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,39}");

  /**
   * The rows of the latest spans that the run reads are for judging, as they are in life. A span is
   * never cut, so that it is the same bytes in either split, and what is known of it stays known
   * when newer spans move it from the one to the other.
   *
   * @param eval how many spans, of those that were read
   */
  record Span(
      @Doc("How many of the latest spans that the run reads are for judging, at least 1") int eval)
      implements Split {
    public Span {
      if (eval < 1) {
        throw new IllegalArgumentException(
            "a split by span needs 'eval', how many of the latest spans are for judging: 1 or more,"
                + " found "
                + eval);
      }
    }
  }

  /**
   * The newest rows are for judging, as they are in life. Rows of one instant stay together, so the
   * share may come out a little smaller, never larger.
   *
   * @param column when each row happened
   */
  record Time(
      @Doc("The column that says when each row happened") String column,
      @Doc("The share of the rows, the latest, that is for judging; above 0 and below 1")
          Fraction eval)
      implements Split {
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
   * @param test the share of a third split, {@code test}, taken from what is trained on, if wanted
   */
  record Hash(
      @Doc("The columns that make the key: rows of one key are never parted") List<String> columns,
      @Doc("The share of the keys that is for judging; above 0 and below 1") Fraction eval,
      @Doc("The share of a third split, test; there is none if not given") Optional<Fraction> test)
      implements Split {
    public Hash {
      requireBoth(eval);
      test.ifPresent(share -> requireBoth(new Fraction(Math.min(1, eval.value() + share.value()))));
      columns = List.copyOf(columns);
      if (columns.isEmpty()) {
        throw new IllegalArgumentException("a split by hash needs the 'columns' of its key");
      }
    }

    public Hash(List<String> columns, Fraction eval) {
      this(columns, eval, Optional.empty());
    }

    /**
     * By split, which rows it has, as SQL. A row is for judging if the first 32 bits of the MD5 of
     * its key, as a fraction, are below the share; for testing, if they are below both shares
     * together. Each part of the key goes in with its length, so that no two keys look alike.
     */
    public SequencedMap<String, String> conditions() {
      String key =
          columns.stream()
              .map(column -> "CAST(" + Sql.name(column) + " AS VARCHAR)")
              .map(part -> "coalesce(strlen(" + part + ") || ':' || " + part + ", '-')")
              .collect(Collectors.joining(" || "));
      String place = "CAST('0x' || substr(md5(" + key + "), 1, 8) AS UBIGINT)";
      long evalEnd = Math.round(eval.value() * 0x1p32);
      long testEnd = evalEnd + Math.round(test.map(Fraction::value).orElse(0.0) * 0x1p32);
      SequencedMap<String, String> conditions = new LinkedHashMap<>();
      conditions.put(Splits.TRAIN, place + " >= " + testEnd);
      conditions.put(Splits.EVAL, place + " < " + evalEnd);
      if (test.isPresent()) {
        conditions.put("test", place + " >= " + evalEnd + " AND " + place + " < " + testEnd);
      }
      return conditions;
    }
  }

  /**
   * A column says to which split each row belongs, and is left out of the rows.
   *
   * @param column whose values are the names of the splits
   */
  record Column(
      @Doc(
              "The column whose values name the split of each row, such as train and eval; it is left out of the rows")
          String column)
      implements Split {
    public Column {
      if (column.isEmpty()) {
        throw new IllegalArgumentException("a split by column needs the 'column' that names it");
      }
    }
  }

  /**
   * Each file belongs to a split by its name below the folder that the source begins in.
   *
   * @param train a pattern with {@code *}, {@code ?} and {@code **}, such as {@code train-*.csv}
   */
  record Files(
      @Doc("The files to train on, by a pattern such as train-*.csv") String train,
      @Doc("The files for judging, by a pattern such as eval-*.csv") String eval,
      @Doc("The files of a third split, test, by a pattern; there is none if not given")
          Optional<String> test)
      implements Split {

    /** The splits that a file's name matches. */
    List<String> of(String name) {
      List<String> matching = new ArrayList<>();
      patterns()
          .forEach(
              (split, pattern) -> {
                if (PatternReader.glob(pattern).matcher(name).matches()) {
                  matching.add(split);
                }
              });
      return matching;
    }

    private SequencedMap<String, String> patterns() {
      SequencedMap<String, String> patterns = new LinkedHashMap<>();
      patterns.put(Splits.TRAIN, train);
      patterns.put(Splits.EVAL, eval);
      test.ifPresent(pattern -> patterns.put("test", pattern));
      return patterns;
    }
  }

  private static void requireBoth(Fraction eval) {
    if (eval.value() <= 0 || eval.value() >= 1) {
      throw new IllegalArgumentException(
          "'eval' must leave rows on both sides: more than 0 and less than 100%, found " + eval);
    }
  }
}
