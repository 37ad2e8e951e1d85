package dev.millrace.data.examples;

import dev.millrace.core.artifact.Artifact;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/** The splits of examples: which there are, how many rows each has, and where they lie. */
public final class Splits {

  public static final String TRAIN = "train";
  public static final String EVAL = "eval";

  /** The property that gives the rows of each split. */
  public static final String PROPERTY = "splits";

  private static final Comparator<String> TRAIN_FIRST =
      Comparator.comparing((String split) -> !split.equals(TRAIN))
          .thenComparing(Comparator.naturalOrder());

  private Splits() {}

  /** Rows by split, {@code train} first and the others by name. */
  public static SequencedMap<String, Long> rows(Artifact examples) {
    JsonNode splits =
        examples
            .property(PROPERTY)
            .orElseThrow(
                () -> new IllegalArgumentException(examples + " has no property " + PROPERTY));
    SequencedMap<String, Long> rows = new LinkedHashMap<>();
    splits.propertyNames().stream()
        .sorted(TRAIN_FIRST)
        .forEach(split -> rows.put(split, splits.get(split).longValue()));
    return rows;
  }

  /** The shards of a split, in order. */
  public static List<Path> shards(Artifact examples, String split) {
    return List.of(shard(examples, split));
  }

  /** Where the one shard of a split is written. */
  public static Path shard(Artifact examples, String split) {
    return examples.file(split).resolve("part-00000.parquet");
  }
}
