package dev.millrace.engine;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Digest;
import dev.millrace.engine.graph.Kept;
import dev.millrace.engine.graph.Setting;
import dev.millrace.store.ArtifactQuery;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.MetadataStore.ArtifactRow;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what a step takes from the store: {@code latest}, {@code latest_blessed}, {@code spans last
 * 4}, and by the resolver the models behind aliases. Nothing later than the run's as-of time is
 * seen.
 *
 * <p>An artifact of a type that the pipeline makes itself is looked for among its own; of any other
 * type, among all there are. So a pipeline that trains compares with its own models, and one that
 * only predicts finds those of the pipeline that trains.
 */
final class InputSearch {

  static final String LATEST = "latest";
  static final String LATEST_BLESSED = "latest_blessed";

  /** How many candidates are looked at first; most often the first is it. */
  private static final int FEW = 4;

  private final EngineSetup setup;
  private final Set<String> ownTypes;

  /**
   * @param ownTypes the artifact types that the run's pipeline makes
   */
  InputSearch(EngineSetup setup, Set<String> ownTypes) {
    this.setup = setup;
    this.ownTypes = ownTypes;
  }

  /**
   * @param where the query is written down
   * @param except never these
   * @throws UserError if there is nothing, and the input cannot do without
   */
  List<Kept> find(ArtifactPort port, String query, Setting where, Set<Digest> except) {
    List<Kept> found = look(port.type(), query, where, except);
    if (found.isEmpty() && port.required()) {
      throw UserError.failure(
          "the %s '%s' for input '%s' is not there yet"
              .formatted(port.type().name(), query, port.name()));
    }
    return found;
  }

  private List<Kept> look(ArtifactType<?> type, String query, Setting where, Set<Digest> except) {
    if (SpanQuery.isOne(query)) {
      return SpanQuery.parse(query)
          .of(own(latestSpans(type, where), where, type), metadata())
          .stream()
          .filter(row -> !except.contains(row.digest()))
          .map(row -> open(type, row))
          .toList();
    }
    Optional<Kept> one =
        switch (query) {
          case LATEST ->
              first(own(ArtifactQuery.newest(type, where.run().asOf()), where, type), except)
                  .map(row -> open(type, row));
          case LATEST_BLESSED -> {
            if (!type.equals(Model.TYPE)) {
              throw UserError.usage("'latest_blessed' names a Model, and not a " + type.name());
            }
            yield first(own(ArtifactQuery.newestBlessed(where.run().asOf()), where, type), except)
                .map(row -> open(type, row));
          }
          default ->
              setup
                  .resolver()
                  .resolve(type, query, where.body().name(), where.run().asOf(), except)
                  .map(this::kept);
        };
    return one.stream().toList();
  }

  private ArtifactQuery own(ArtifactQuery query, Setting where, ArtifactType<?> type) {
    return ownTypes.contains(type.toString()) ? query.ofPipeline(where.run().pipeline()) : query;
  }

  private static ArtifactQuery latestSpans(ArtifactType<?> type, Setting where) {
    return ArtifactQuery.latestSpans(type, where.run().asOf(), Integer.MAX_VALUE);
  }

  private Optional<ArtifactRow> first(ArtifactQuery query, Set<Digest> except) {
    // So many can be excepted, and each perhaps several times.
    for (int limit = FEW; ; limit *= FEW) {
      List<ArtifactRow> rows = metadata().findArtifacts(query.atMost(limit));
      Optional<ArtifactRow> first =
          rows.stream().filter(row -> !except.contains(row.digest())).findFirst();
      if (first.isPresent() || rows.size() < limit) {
        return first;
      }
    }
  }

  private Kept open(ArtifactType<?> type, ArtifactRow row) {
    return new StoredResults(setup).open(type, row);
  }

  private Kept kept(Artifact artifact) {
    if (artifact.handle() instanceof Handle.Stored stored) {
      return new Kept(metadata().findArtifact(stored.id()).orElseThrow(), artifact);
    }
    throw new IllegalStateException("not a stored artifact: " + artifact);
  }

  private MetadataStore metadata() {
    return setup.metadata();
  }
}
