package dev.millrace.engine;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.engine.graph.Kept;
import java.io.IOException;

/** Takes files from outside into the store; a plan only looks what they would be there. */
@FunctionalInterface
interface Intake {

  /**
   * @param staged a copy of the files
   */
  Kept take(ArtifactType<?> type, Artifact staged) throws IOException;
}
