package dev.millrace.core.artifact;

/** What the data should look like, as {@code schema.yaml}: types, presence, domains. */
public record Schema(Handle handle) implements Artifact {
  public static final ArtifactType<Schema> TYPE =
      new ArtifactType<>("Schema", 1, Schema.class, Schema::new);
}
