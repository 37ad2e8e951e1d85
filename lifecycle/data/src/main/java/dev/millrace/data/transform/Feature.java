package dev.millrace.data.transform;

import dev.millrace.data.transform.FeatureSpec.Vocabulary;
import dev.millrace.data.transform.FeatureSpec.Words;
import dev.millrace.model.DataType;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** A feature whose declaration fits the columns there are; the data have not been looked at. */
sealed interface Feature {

  String name();

  /** Whether an output tells where it was missing. */
  boolean indicator();

  /** Numbers: from a source, step by step, to one output or several. */
  record Numbers(
      String name, NumberSource source, List<NumberStep> steps, boolean indicator, Ending ending)
      implements Feature {
    public Numbers {
      steps = List.copyOf(steps);
    }
  }

  /**
   * A category of each row.
   *
   * @param columns whose values together are the category, with their types
   */
  record Categories(
      String name,
      SequencedMap<String, DataType> columns,
      Optional<Impute> impute,
      boolean indicator,
      Coding coding)
      implements Feature {}

  /** Words of a text. */
  record Texts(String name, String column, Optional<String> impute, boolean indicator, Words words)
      implements Feature {}

  /** What numbers end as. */
  sealed interface Ending {
    record Plain() implements Ending {}

    /** An output for each value of a part. */
    record OneHot(DatePart.Values values) implements Ending {}

    /** An output for each bucket. */
    record BucketsOneHot() implements Ending {}

    /** Sine and cosine. */
    record Cycle(DatePart.Values values) implements Ending {}
  }

  /**
   * How categories become numbers.
   *
   * @param vocabulary empty if all are hashed
   * @param buckets to hash into, if there is no vocabulary
   */
  record Coding(Optional<Vocabulary> vocabulary, int buckets, boolean oneHot) {}
}
