package dev.millrace.core.artifact;

/**
 * Parameters of {@code train} that a search found best, by their names, as {@code
 * hyperparameters.json}; every trial of the search as {@code trials.json}, and as {@code
 * tuning.html} to look at.
 */
public record HyperParameters(Handle handle) implements Artifact {
  public static final ArtifactType<HyperParameters> TYPE =
      new ArtifactType<>("HyperParameters", 1, HyperParameters.class, HyperParameters::new);
}
