package dev.millrace.engine;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.engine.graph.Kept;
import dev.millrace.engine.graph.Setting;
import dev.millrace.store.ArtifactQuery;
import dev.millrace.store.FilesGone;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.MetadataStore.ArtifactRow;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

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
   * A collection may come between finding something and holding it. Then what is left is looked
   * through again.
   *
   * @param where the query is written down
   * @param except never these
   * @param hold keeps what was found from then on, or throws {@link FilesGone}
   * @throws UserError if there is nothing, and the input cannot do without
   */
  List<Kept> find(
      ArtifactPort port, String query, Setting where, Set<Digest> except, Consumer<List<Id>> hold) {
    Set<Id> gone = new HashSet<>();
    while (true) {
      List<ArtifactRow> found = look(port.type(), query, where, except);
      if (found.isEmpty() && port.required()) {
        throw UserError.failure(
            "the %s '%s' for input '%s' is not there yet"
                .formatted(port.type().name(), query, port.name()));
      }
      try {
        if (!found.isEmpty()) {
          hold.accept(found.stream().map(ArtifactRow::id).toList());
        }
        return found.stream().map(row -> open(port.type(), row)).toList();
      } catch (FilesGone collected) {
        // The store does not find it again; the resolver may know nothing else.
        if (!gone.add(collected.artifact())) {
          throw UserError.failure(
                  "the files of the %s '%s' for input '%s' were collected"
                      .formatted(port.type().name(), query, port.name()))
              .hint("run the pipeline that makes it again")
              .causedBy(collected);
        }
      }
    }
  }

  private List<ArtifactRow> look(
      ArtifactType<?> type, String query, Setting where, Set<Digest> except) {
    if (SpanQuery.isOne(query)) {
      return SpanQuery.parse(query)
          .of(own(latestSpans(type, where), where, type), metadata())
          .stream()
          .filter(row -> !except.contains(row.digest()))
          .toList();
    }
    Optional<ArtifactRow> one =
        switch (query) {
          case LATEST ->
              first(own(ArtifactQuery.newest(type, where.run().asOf()), where, type), except);
          case LATEST_BLESSED -> {
            if (!type.equals(Model.TYPE)) {
              throw UserError.usage("'latest_blessed' names a Model, and not a " + type.name());
            }
            yield first(own(ArtifactQuery.newestBlessed(where.run().asOf()), where, type), except);
          }
          default ->
              setup
                  .resolver()
                  .resolve(type, query, where.body().name(), where.run().asOf(), except)
                  .map(this::row);
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

  private ArtifactRow row(Artifact artifact) {
    if (artifact.handle() instanceof Handle.Stored stored) {
      return metadata().findArtifact(stored.id()).orElseThrow();
    }
    throw new IllegalStateException("not a stored artifact: " + artifact);
  }

  private MetadataStore metadata() {
    return setup.metadata();
  }
}
