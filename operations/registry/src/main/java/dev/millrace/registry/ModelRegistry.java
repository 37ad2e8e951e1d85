package dev.millrace.registry;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.store.ArtifactStore;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.database.Database;
import dev.millrace.store.database.Sql;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Models by name and version. Versions are only ever added, and aliases and deployments only get
 * further entries of their histories: nothing that was true is forgotten. Every change is also an
 * event. Safe for many threads and processes on one home.
 */
public final class ModelRegistry {
  /** The alias of the version that is to be beaten. */
  public static final String CHAMPION = "champion";

  private final SqlMetadataStore metadata;
  private final Database database;
  private final ArtifactStore artifacts;

  private ModelRegistry(SqlMetadataStore metadata, ArtifactStore artifacts) {
    this.metadata = metadata;
    this.database = metadata.database();
    this.artifacts = artifacts;
  }

  /** The registry beside a metadata store, in the same database. */
  public static ModelRegistry over(SqlMetadataStore metadata, ArtifactStore artifacts) {
    return new ModelRegistry(metadata, artifacts);
  }

  /**
   * Makes a bundle the next version of a model; the same content again is the same version.
   *
   * @throws UserError if files of the bundle or its blessing are damaged or were collected, or the
   *     name cannot be one
   */
  public VersionEntry register(Registration registration) throws IOException {
    Names.model(registration.name());
    artifacts.verify(row(registration.artifact()));
    return database.write(
        sql -> {
          // From here on they are kept; a collection that came before has marked them.
          requireLive(sql, "bundle", registration.artifact());
          registration.blessing().ifPresent(blessing -> requireLive(sql, "blessing", blessing));
          return Versions.register(sql, registration);
        });
  }

  /** By name. */
  public List<ModelEntry> models() {
    return database.read(Versions::models);
  }

  public Optional<ModelEntry> findModel(String name) {
    return database.read(sql -> Versions.findModel(sql, name));
  }

  /** Newest first. */
  public List<VersionEntry> versions(String model) {
    return database.read(sql -> Versions.list(sql, model));
  }

  public Optional<VersionEntry> findVersion(String model, int version) {
    return database.read(sql -> Versions.find(sql, model, version));
  }

  /** The version of a model with this content. */
  public Optional<VersionEntry> findVersion(String model, Digest digest) {
    return database.read(sql -> Versions.find(sql, model, digest));
  }

  /** What a run registered. */
  public List<VersionEntry> versionsOfRun(Id run) {
    return database.read(sql -> Versions.ofRun(sql, run));
  }

  /** Every version of any model with this content. */
  public List<VersionEntry> versionsOfContent(Digest digest) {
    return database.read(sql -> Versions.ofContent(sql, digest));
  }

  /**
   * Lets an alias stand for a version from the change's event time on.
   *
   * @throws UserError if there is no such version, or the name cannot be an alias
   */
  public void setAlias(String model, String alias, int version, Change change) {
    Names.alias(alias);
    database.change(
        sql -> {
          ModelEntry entry = existing(sql, model);
          existing(sql, model, version);
          Aliases.set(sql, entry, alias, Optional.of(version), change);
        });
  }

  /** Lets an alias stand for nothing from the change's event time on. */
  public void removeAlias(String model, String alias, Change change) {
    Names.alias(alias);
    database.change(sql -> Aliases.set(sql, existing(sql, model), alias, Optional.empty(), change));
  }

  /** The version each alias of a model stands for now, by alias. */
  public Map<String, Integer> aliases(String model) {
    Map<String, Optional<Integer>> newest = new LinkedHashMap<>();
    aliasHistory(model).forEach(change -> newest.putIfAbsent(change.alias(), change.version()));
    Map<String, Integer> standing = new TreeMap<>();
    newest.forEach((alias, version) -> version.ifPresent(number -> standing.put(alias, number)));
    return standing;
  }

  /** Changes of all aliases of a model, newest first by event time. */
  public List<AliasChange> aliasHistory(String model) {
    return database.read(sql -> Aliases.history(sql, model));
  }

  /** All names that any model has, or had, as an alias. */
  public Set<String> knownAliases() {
    return Set.copyOf(database.read(Aliases::known));
  }

  /** What an alias stood for at an instant. */
  public Optional<VersionEntry> aliased(String model, String alias, Instant asOf) {
    return aliased(model, alias, asOf, Set.of());
  }

  /** What was champion at an instant. */
  public Optional<VersionEntry> championAsOf(String model, Instant asOf) {
    return aliased(model, CHAMPION, asOf);
  }

  /**
   * What an alias stood for at an instant, or, where that has one of the excepted contents, what it
   * stood for before.
   */
  public Optional<VersionEntry> aliased(
      String model, String alias, Instant asOf, Set<Digest> except) {
    return database.read(
        sql -> {
          for (AliasChange change : Aliases.history(sql, model, alias, asOf)) {
            Optional<VersionEntry> version =
                change.version().flatMap(number -> Versions.find(sql, model, number));
            if (version.isEmpty() || !except.contains(version.get().digest())) {
              return version;
            }
          }
          return Optional.empty();
        });
  }

  /**
   * Writes which version an environment should serve; servers follow.
   *
   * @throws UserError if there is no such version, or its bundle is damaged
   */
  public void deploy(String model, int version, String environment, Change change)
      throws IOException {
    Names.environment(environment);
    VersionEntry entry = database.read(sql -> existing(sql, model, version));
    artifacts.verify(row(entry.artifact()));
    database.change(
        sql -> Deployments.set(sql, existing(sql, model), version, environment, change));
  }

  /** What an environment should be serving of a model, as of an instant. */
  public Optional<DesiredDeployment> desired(String environment, String model, Instant asOf) {
    return database.read(sql -> Deployments.desired(sql, environment, model, asOf));
  }

  /** What an environment should be serving now, by model. */
  public List<DesiredDeployment> desired(String environment) {
    return database.read(sql -> Deployments.desired(sql, environment));
  }

  /** What an environment should have served of a model, newest first by event time. */
  public List<DesiredDeployment> deploymentHistory(String environment, String model) {
    return database.read(sql -> Deployments.history(sql, environment, model));
  }

  /** Those that anything was deployed to. */
  public List<String> environments() {
    return database.read(Deployments::environments);
  }

  /** For whom a run changes something, as of its time. */
  Change changeBy(Id run, Instant asOf, String reason) {
    String actor = database.read(sql -> Runs.actor(sql, run));
    return new Change(actor, asOf, reason, Optional.of(run));
  }

  ArtifactRow row(Id artifact) {
    return metadata
        .findArtifact(artifact)
        .orElseThrow(
            () -> new IllegalArgumentException("there is no artifact with the id " + artifact));
  }

  ArtifactStore artifacts() {
    return artifacts;
  }

  private static void requireLive(Sql sql, String what, Id artifact) {
    if (sql.first("SELECT 1 FROM artifact WHERE id = ? AND state = 'LIVE'", _ -> 1, artifact)
        .isEmpty()) {
      throw UserError.failure(
              "the files of the %s %s were collected, and the model cannot be registered"
                  .formatted(what, artifact.brief()))
          .hint("run the pipeline again to make them anew");
    }
  }

  private static ModelEntry existing(Sql sql, String model) {
    return Versions.findModel(sql, model)
        .orElseThrow(
            () -> {
              Collection<String> known =
                  Versions.models(sql).stream().map(ModelEntry::name).toList();
              return UserError.notFound("there is no model named '" + model + "'")
                  .hint(Suggestion.remedy(model, known));
            });
  }

  private static VersionEntry existing(Sql sql, String model, int version) {
    ModelEntry entry = existing(sql, model);
    return Versions.find(sql, model, version)
        .orElseThrow(
            () ->
                UserError.notFound("model '" + model + "' has no version " + version)
                    .hint("its versions are 1 to " + entry.latest()));
  }
}
