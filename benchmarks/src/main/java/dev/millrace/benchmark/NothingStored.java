package dev.millrace.benchmark;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.port.ArtifactResolver;
import dev.millrace.core.value.Digest;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** There is nothing to be found. */
final class NothingStored implements ArtifactResolver {

  @Override
  public Set<String> queries() {
    return Set.of();
  }

  @Override
  public <A extends Artifact> Optional<A> resolve(
      ArtifactType<A> type, String query, String pipeline, Instant asOf, Set<Digest> except) {
    return Optional.empty();
  }
}
