package dev.millrace.core.artifact;

/** Statistics of each split, as {@code statistics.json}: one mergeable accumulator per feature. */
public record Statistics(Handle handle) implements Artifact {
  public static final ArtifactType<Statistics> TYPE =
      new ArtifactType<>("Statistics", 1, Statistics.class, Statistics::new);
}
