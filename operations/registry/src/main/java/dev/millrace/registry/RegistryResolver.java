package dev.millrace.registry;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.error.UserError;
import dev.millrace.core.port.ArtifactResolver;
import dev.millrace.core.value.Digest;
import dev.millrace.store.MetadataStore.ArtifactRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the model behind an alias, such as the champion a challenger is compared with. */
public final class RegistryResolver implements ArtifactResolver {
  /** The queries that every registry understands. */
  public static final Set<String> ALWAYS = Set.of(ModelRegistry.CHAMPION, "challenger");

  private final ModelRegistry registry;

  public RegistryResolver(ModelRegistry registry) {
    this.registry = registry;
  }

  @Override
  public Set<String> queries() {
    Set<String> queries = new TreeSet<>(ALWAYS);
    queries.addAll(registry.knownAliases());
    return queries;
  }

  @Override
  public <A extends Artifact> Optional<A> resolve(
      ArtifactType<A> type, String query, String pipeline, Instant asOf, Set<Digest> except) {
    if (!type.javaClass().equals(Model.class)) {
      throw UserError.usage("'" + query + "' names a Model, and not a " + type.name());
    }
    return registry
        .aliased(pipeline, query, asOf, except)
        .map(version -> type.over(stored(version)));
  }

  private Handle stored(VersionEntry version) {
    ArtifactRow row = registry.row(version.artifact());
    try {
      return new Handle.Stored(
          row.id(), row.digest(), registry.artifacts().open(row), row.properties());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
