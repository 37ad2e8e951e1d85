package dev.millrace.data.examples;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Digest;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** The splits of examples: which there are, how many rows each has, and where they lie. */
public final class Splits {

  public static final String TRAIN = "train";
  public static final String EVAL = "eval";

  /** The property that gives the rows of each split. */
  public static final String PROPERTY = "splits";

  /** The property that gives the rows of each shard of each split. */
  public static final String SHARDS = "shards";

  /** The property that gives the digest of the bytes of each shard of each split. */
  public static final String DIGESTS = "shard_digests";

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

  /**
   * Rows of one split.
   *
   * @throws UserError if the examples have no such split
   */
  public static long rows(Artifact examples, String split) {
    SequencedMap<String, Long> rows = rows(examples);
    Long found = rows.get(split);
    if (found == null) {
      throw UserError.failure(
          "the examples have no split '" + split + "'; there are " + rows.keySet());
    }
    return found;
  }

  /** The shards of a split, in order. */
  public static List<Path> shards(Artifact examples, String split) {
    return IntStream.range(0, shardRows(examples, split).size())
        .mapToObj(index -> shard(examples, split, index))
        .toList();
  }

  /** The rows of each shard of a split. */
  static List<Long> shardRows(Artifact examples, String split) {
    return examples
        .property(SHARDS)
        .map(shards -> shards.path(split).valueStream().map(JsonNode::longValue).toList())
        .filter(rows -> !rows.isEmpty())
        .orElseGet(() -> List.of(rows(examples, split)));
  }

  /** The digest of a shard's bytes, if who wrote it has noted it. */
  public static Optional<Digest> digest(Artifact examples, String split, int index) {
    return examples
        .property(DIGESTS)
        .map(digests -> digests.path(split).path(index))
        .filter(JsonNode::isString)
        .map(digest -> new Digest(digest.stringValue()));
  }

  /** Where the first shard of a split is written; the only one of what has no {@link #SHARDS}. */
  public static Path shard(Artifact examples, String split) {
    return shard(examples, split, 0);
  }

  /** Where a shard of a split is written, counted from 0. */
  public static Path shard(Artifact examples, String split, int index) {
    return examples
        .file(split)
        .resolve("part-" + String.format(Locale.ROOT, "%05d", index) + ".parquet");
  }
}
