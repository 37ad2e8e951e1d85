package dev.millrace.core.artifact;

/**
 * What there is to know of a registered model before using it, as {@code model_card.json}, and as
 * {@code model_card.html} to look at; properties {@code name}, {@code version}, {@code model}
 * (digest of the bundle).
 */
public record ModelCard(Handle handle) implements Artifact {
  public static final ArtifactType<ModelCard> TYPE =
      new ArtifactType<>("ModelCard", 1, ModelCard.class, ModelCard::new);
}
