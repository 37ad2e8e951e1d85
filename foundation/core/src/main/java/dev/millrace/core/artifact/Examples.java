package dev.millrace.core.artifact;

/**
 * Rows as Parquet shards, one folder a split: {@code train/part-00000.parquet}; properties {@code
 * splits} (rows by split), {@code shards} (rows of each shard by split), {@code shard_digests}
 * (SHA-256 of each, in hexadecimal), {@code spans}.
 */
public record Examples(Handle handle) implements Artifact {
  public static final ArtifactType<Examples> TYPE =
      new ArtifactType<>("Examples", 1, Examples.class, Examples::new);
}
