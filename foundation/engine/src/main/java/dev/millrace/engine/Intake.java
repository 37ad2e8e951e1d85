package dev.millrace.engine;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.value.Id;
import dev.millrace.engine.graph.Kept;
import java.io.IOException;
import java.util.List;

/**
 * How a task takes what no step of its run has made: files from outside, and what is found in the
 * store. A plan only looks what they would be.
 */
interface Intake {

  /**
   * Takes files from outside into the store.
   *
   * @param staged a copy of the files
   */
  Kept take(ArtifactType<?> type, Artifact staged) throws IOException;

  /**
   * Keeps what was found in the store until the run ends; to be called before it is opened.
   *
   * @throws dev.millrace.store.FilesGone if the files of one were collected meanwhile
   */
  void hold(List<Id> found);
}
