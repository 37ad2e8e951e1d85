package dev.millrace.core.port;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.value.Digest;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Finds a stored artifact by an alias or a query when a task starts. */
public interface ArtifactResolver {

  /** The queries it understands, for lint: {@code champion}. */
  Set<String> queries();

  /**
   * The artifact behind a query.
   *
   * @param pipeline whose model is asked for
   * @param asOf nothing recorded for a later event time is seen
   * @param except never these: a model is not compared with itself, so the answer to {@code
   *     champion} for the champion itself is the one before it
   */
  <A extends Artifact> Optional<A> resolve(
      ArtifactType<A> type, String query, String pipeline, Instant asOf, Set<Digest> except);
}
