package dev.millrace.model.bundle;

import java.util.Optional;

/**
 * What another run may go on from. Nothing of it is needed to predict.
 *
 * @param trainerFile the trainer's own file of the model; empty if the trainer cannot go on
 * @param transform empty if the model takes raw columns, or features of which nobody declared any
 */
public record Continuation(Optional<byte[]> trainerFile, Optional<KeptTransform> transform) {

  /** Of a model that nothing goes on from. */
  public static Continuation none() {
    return new Continuation(Optional.empty(), Optional.empty());
  }
}
