package dev.millrace.registry;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.registry.Aliases.Standing;
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
  private final Bundles bundles;

  private ModelRegistry(SqlMetadataStore metadata, Bundles bundles) {
    this.metadata = metadata;
    this.database = metadata.database();
    this.bundles = bundles;
  }

  /**
   * The registry beside a metadata store, in the same database.
   *
   * @param check that a bundle has to pass to become a version, and to be promoted or deployed
   */
  public static ModelRegistry over(
      SqlMetadataStore metadata, ArtifactStore artifacts, BundleCheck check) {
    return new ModelRegistry(metadata, new Bundles(artifacts, check));
  }

  /**
   * Makes a bundle the next version of a model; the same content again is the same version.
   *
   * @throws UserError if files of the bundle or its blessing are damaged or were collected, the
   *     bundle is too large or does not pass the check, or the name cannot be one
   */
  public VersionEntry register(Registration registration) throws IOException {
    Names.model(registration.name());
    bundles.requireSound(row(registration.artifact()));
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
          Aliases.set(sql, entry, Standing.of(alias, version), change);
        });
  }

  /**
   * {@link #setAlias} by a person: it stands at once, whatever time changes by runs are of, and
   * only for a bundle that could be registered today.
   *
   * @param environment that is to serve it from now on, if any
   * @return the entry of the alias's history
   */
  public AliasChange promote(
      String model, String alias, int version, Optional<String> environment, Change change)
      throws IOException {
    Names.alias(alias);
    environment.ifPresent(Names::environment);
    bundles.requireSound(bundle(model, version));
    return database.write(
        sql -> {
          ModelEntry entry = existing(sql, model);
          Instant last = newest(Aliases.history(sql, model, alias));
          Aliases.set(sql, entry, Standing.of(alias, version), change.notBefore(last));
          environment.ifPresent(
              place ->
                  Deployments.set(sql, entry, version, place, standing(sql, entry, place, change)));
          return Aliases.history(sql, model, alias).getFirst();
        });
  }

  /** A change that is the newest of what an environment should be serving. */
  private static Change standing(Sql sql, ModelEntry model, String environment, Change change) {
    return Deployments.history(sql, environment, model.name()).stream()
        .findFirst()
        .map(newest -> change.notBefore(newest.change().eventTime()))
        .orElse(change);
  }

  /**
   * Lets an alias stand for what it stood for before, and environments that serve what it stands
   * for follow, all at once. Rolling back twice goes back twice.
   *
   * @param gate asked of the version that it leads to if any environment is to serve it
   * @throws UserError if there is nothing to go back to, its bundle is damaged, or the gate refuses
   */
  public Rollback rollback(String model, String alias, Change change, ServingGate gate)
      throws IOException {
    Names.alias(alias);
    while (true) {
      Rollbacks.Plan plan = database.read(sql -> Rollbacks.plan(sql, existing(sql, model), alias));
      VersionEntry target = database.read(sql -> existing(sql, model, plan.to()));
      bundles.requireSound(row(target.artifact()));
      if (!plan.followed().isEmpty()) {
        gate.require(target);
      }
      Optional<Rollback> done =
          database.write(
              sql -> {
                ModelEntry entry = existing(sql, model);
                // Others may have changed it while the bundle was looked at.
                return Rollbacks.plan(sql, entry, alias).equals(plan)
                    ? Optional.of(Rollbacks.roll(sql, entry, alias, change))
                    : Optional.empty();
              });
      if (done.isPresent()) {
        return done.get();
      }
    }
  }

  /**
   * Notes something of a model.
   *
   * @throws UserError if there is no such model, or a tag cannot be one
   */
  public void note(String model, Notes notes, Change change) {
    database.change(
        sql ->
            Labels.note(
                sql,
                new Labels.Subject(model, Optional.empty(), existing(sql, model).id()),
                notes,
                change));
  }

  /** Notes something of a version. */
  public void note(String model, int version, Notes notes, Change change) {
    database.change(
        sql ->
            Labels.note(
                sql,
                new Labels.Subject(model, Optional.of(version), existing(sql, model, version).id()),
                notes,
                change));
  }

  /**
   * The tags of a model or a version.
   *
   * @param subject its id
   */
  public Map<String, String> tags(Id subject) {
    return database.read(sql -> Labels.tags(sql, subject));
  }

  /**
   * Lets an alias stand for nothing from the change's event time on.
   *
   * @throws UserError if it stands for nothing
   */
  public void removeAlias(String model, String alias, Change change) {
    Names.alias(alias);
    database.change(
        sql -> {
          ModelEntry entry = existing(sql, model);
          List<AliasChange> history = Aliases.history(sql, model, alias);
          if (history.isEmpty() || history.getFirst().version().isEmpty()) {
            throw UserError.notFound("model '" + model + "' has no alias '" + alias + "'")
                .hint("'millrace models show " + model + "' lists them");
          }
          Aliases.set(sql, entry, Standing.none(alias), change.notBefore(newest(history)));
        });
  }

  private static Instant newest(List<AliasChange> history) {
    return history.isEmpty() ? Instant.MIN : history.getFirst().change().eventTime();
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
   * @throws UserError if there is no such version, or its bundle is damaged or does not pass the
   *     check
   */
  public void deploy(String model, int version, String environment, Change change)
      throws IOException {
    Names.environment(environment);
    bundles.requireSound(bundle(model, version));
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

  private ArtifactRow bundle(String model, int version) {
    return row(database.read(sql -> existing(sql, model, version)).artifact());
  }

  ArtifactRow row(Id artifact) {
    return metadata
        .findArtifact(artifact)
        .orElseThrow(
            () -> new IllegalArgumentException("there is no artifact with the id " + artifact));
  }

  ArtifactStore artifacts() {
    return bundles.artifacts();
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
              return unknown(model, known);
            });
  }

  /** Says that there is no such model, and which there are. */
  public static UserError unknown(String model, Collection<String> known) {
    return UserError.notFound("there is no model '" + model + "'")
        .hint(
            known.isEmpty()
                ? "none is registered yet: a run registers the first that is good enough"
                : Suggestion.remedy(model, known));
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
