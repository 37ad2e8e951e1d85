package dev.millrace.core.artifact;

/**
 * What is different between two sets of examples, as {@code diff.json}; properties {@code same},
 * {@code matched}, {@code changed}, {@code removed}, {@code added} and {@code ambiguous} tell the
 * most of it.
 */
public record ExamplesDiff(Handle handle) implements Artifact {
  public static final ArtifactType<ExamplesDiff> TYPE =
      new ArtifactType<>("ExamplesDiff", 1, ExamplesDiff.class, ExamplesDiff::new);
}
