package dev.millrace.engine;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.port.ArtifactResolver;
import dev.millrace.core.value.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what a test has put there: the last that is not excepted. */
final class Shelf implements ArtifactResolver {

  private final List<Artifact> artifacts = new ArrayList<>();

  void put(Artifact artifact) {
    artifacts.add(artifact);
  }

  @Override
  public Set<String> queries() {
    return Set.of("champion");
  }

  @Override
  public <A extends Artifact> Optional<A> resolve(
      ArtifactType<A> type, String query, String pipeline, Instant asOf, Set<Digest> except) {
    return artifacts.reversed().stream()
        .filter(artifact -> !except.contains(((Handle.Stored) artifact.handle()).digest()))
        .filter(type.javaClass()::isInstance)
        .map(type.javaClass()::cast)
        .findFirst();
  }
}
