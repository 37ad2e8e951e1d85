package dev.millrace.app;

import dev.millrace.core.api.ModelCardReport;
import dev.millrace.core.api.ModelDiffReport;
import dev.millrace.core.api.ModelEdit;
import dev.millrace.core.api.ModelReport;
import dev.millrace.core.api.Models;
import dev.millrace.core.api.PromotionOrder;
import dev.millrace.core.api.PromotionReport;
import dev.millrace.core.api.ReproductionOrder;
import dev.millrace.core.api.ReproductionReport;
import dev.millrace.core.api.RollbackReport;
import dev.millrace.core.api.RunListener;
import dev.millrace.core.artifact.InfraBlessing;
import dev.millrace.core.error.UserError;
import dev.millrace.evaluation.card.CardPage;
import dev.millrace.registry.AliasChange;
import dev.millrace.registry.Change;
import dev.millrace.registry.ModelRegistry;
import dev.millrace.registry.Notes;
import dev.millrace.registry.Rollback;
import dev.millrace.registry.VersionEntry;
import dev.millrace.store.ArtifactQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The models of a home's registry, for people: as they name them, in their name. */
final class RegisteredModels implements Models {

  private final Parts parts;
  private final ModelRegistry registry;
  private final ModelReports reports;
  private final Clock clock;

  RegisteredModels(Parts parts, Clock clock) {
    this.parts = parts;
    this.registry = parts.registry();
    this.reports = new ModelReports(registry, parts.metadata());
    this.clock = clock;
  }

  @Override
  public List<ModelReport> list() {
    return reports.all();
  }

  @Override
  public ModelReport show(String text, Optional<Instant> asOf) {
    ModelReference reference = ModelReference.parse(text);
    var model = reference.model(registry);
    return reference.which().isPresent()
        ? reports.one(model, List.of(reference.in(registry, asOf)), asOf)
        : reports.one(model, asOf);
  }

  @Override
  public ModelCardReport card(String reference, Optional<Path> page) throws IOException {
    page.ifPresent(StatisticsReports::requirePlace);
    ModelCardReport card =
        new ModelCards(parts, reports)
            .of(ModelReference.parse(reference).in(registry), page.map(Path::toString));
    if (page.isPresent()) {
      StatisticsReports.write(
          CardPage.of(card.card(), Optional.of(card.circumstances())), page.get());
    }
    return card;
  }

  @Override
  public PromotionReport promote(PromotionOrder order) throws IOException {
    VersionEntry version =
        new ModelReference(order.model(), Optional.of(order.version())).in(registry);
    if (order.environment().isPresent()) {
      requireServable(version);
    }
    Change change = byUser(order.reason().orElseGet(version::reason));
    AliasChange entry =
        registry.promote(
            order.model(), order.alias(), version.version(), order.environment(), change);
    return new PromotionReport(
        order.model(),
        reports.change(entry),
        before(order.model(), entry),
        reports.deployed(order.model(), Optional.empty()));
  }

  /** What the alias stood for until a change. */
  private Optional<Integer> before(String model, AliasChange change) {
    return registry.aliasHistory(model).stream()
        .filter(each -> each.alias().equals(change.alias()))
        .dropWhile(each -> !each.equals(change))
        .skip(1)
        .findFirst()
        .flatMap(AliasChange::version);
  }

  /** What was served before had been blessed for it; its blessing may have been collected since. */
  private void requireServableAgain(VersionEntry version) {
    boolean servedBefore =
        registry.environments().stream()
            .flatMap(place -> registry.deploymentHistory(place, version.model()).stream())
            .anyMatch(deployed -> deployed.version() == version.version());
    if (!servedBefore && !blessedToServe(version)) {
      throw UserError.gateRefused(
              "nothing was rolled back: version %d of %s would be served, was never served before, and no serving check has blessed it"
                  .formatted(version.version(), version.model()))
          .hint(
              "run a pipeline in which check_serving takes the model, or 'millrace models promote"
                  + " %s %d': that leaves what is served"
                      .formatted(version.model(), version.version()));
    }
  }

  /** As the step {@code deploy}: what no serving check has blessed is not served. */
  private void requireServable(VersionEntry version) {
    if (!blessedToServe(version)) {
      throw UserError.gateRefused(
              "version %d of %s is not deployed: no serving check has blessed it"
                  .formatted(version.version(), version.model()))
          .hint(
              "run a pipeline in which check_serving takes the model, or leave --deploy out: the"
                  + " alias alone asks for no serving check");
    }
  }

  private boolean blessedToServe(VersionEntry version) {
    Instant now = clock.instant();
    Instant latest = version.eventTime().isAfter(now) ? version.eventTime() : now;
    ArtifactQuery blessings =
        ArtifactQuery.newest(InfraBlessing.TYPE, latest)
            .with("blessed", true)
            .with("model", version.digest().hex());
    return !parts.metadata().findArtifacts(blessings).isEmpty();
  }

  @Override
  public RollbackReport rollback(String model, String alias, Optional<String> reason)
      throws IOException {
    Rollback done =
        registry.rollback(
            model, alias, byUser(reason.orElse("rolled back")), this::requireServableAgain);
    return new RollbackReport(
        done.model(), done.alias(), done.from(), done.to(), done.followed(), done.left());
  }

  @Override
  public ModelReport edit(ModelEdit edit) {
    ModelReference reference = ModelReference.parse(edit.reference());
    Change change = byUser(edit.reason());
    if (edit.removeAlias().isPresent()) {
      requireNothingElse(edit);
      registry.removeAlias(reference.name(), edit.removeAlias().get(), change);
      return show(reference.name(), Optional.empty());
    }
    Notes notes = notes(edit);
    if (!notes.any()) {
      throw UserError.usage("nothing is to be changed of '" + edit.reference() + "'")
          .hint("give --tag NAME=VALUE, --untag NAME, --description TEXT or --remove-alias NAME");
    }
    if (reference.which().isPresent()) {
      VersionEntry version = reference.in(registry);
      registry.note(version.model(), version.version(), notes, change);
    } else {
      registry.note(reference.name(), notes, change);
    }
    return show(edit.reference(), Optional.empty());
  }

  /** So that a command does all that it says, or nothing. */
  private static void requireNothingElse(ModelEdit edit) {
    if (notes(edit).any()) {
      throw UserError.usage("--remove-alias is given beside what is to be noted")
          .hint("take the alias away by a command of its own");
    }
  }

  private static Notes notes(ModelEdit edit) {
    return new Notes(edit.tags(), edit.untag(), edit.description());
  }

  @Override
  public ModelDiffReport diff(String model, String before, String after) throws IOException {
    return new ModelDiffs(parts, reports)
        .between(
            new ModelReference(model, Optional.of(before)).in(registry),
            new ModelReference(model, Optional.of(after)).in(registry));
  }

  @Override
  public ReproductionReport reproduce(ReproductionOrder order, RunListener listener)
      throws IOException, InterruptedException {
    VersionEntry version = ModelReference.parse(order.reference()).in(registry);
    return new Reproduction(parts, version).report(order.keep(), listener);
  }

  private Change byUser(String reason) {
    return Change.by(parts.actor(), clock.instant(), reason);
  }
}
