package dev.millrace.core.artifact;

/**
 * Files of a type that no Java record stands for: what programs exchange among themselves. The type
 * is told by the port, not by this class.
 */
public record Files(Handle handle) implements Artifact {

  /** A type by the name that component files give it. */
  static ArtifactType<Files> typeNamed(String name) {
    return new ArtifactType<>(name, 1, Files.class, Files::new);
  }
}
