package dev.millrace.app;

import dev.millrace.core.api.ActivationOrder;
import dev.millrace.core.api.TriggerReport;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Digest;
import dev.millrace.core.yaml.PipelineFile;
import dev.millrace.engine.trigger.Activator;
import dev.millrace.engine.trigger.Standings;
import dev.millrace.engine.trigger.TriggerSetup;
import dev.millrace.store.TriggerStore.Activation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Activates triggers, and tells how they stand. */
final class TriggerReports {

  private final TriggerSetup setup;
  private final Function<Path, PipelineFile> files;
  private final String actor;

  /**
   * @param files reads pipeline files
   * @param actor who activates
   */
  TriggerReports(TriggerSetup setup, Function<Path, PipelineFile> files, String actor) {
    this.setup = setup;
    this.files = files;
    this.actor = actor;
  }

  TriggerReport activate(ActivationOrder order) throws IOException {
    PipelineFile file = files.apply(order.pipeline());
    return report(
        new Activator(setup)
            .activate(
                new Activator.Wish(
                    file.spec(), file.file(), order.environment(), order.set(), actor)));
  }

  /**
   * Ends an activation.
   *
   * @param pipeline its name, or its directory or file: that may be gone or broken by now
   */
  TriggerReport deactivate(Path pipeline, String environment) {
    String name =
        setup.triggers().activations().stream()
            .filter(active -> active.environment().equals(environment))
            .filter(active -> isMeant(active, pipeline))
            .map(Activation::pipeline)
            .findFirst()
            .orElseGet(() -> String.valueOf(pipeline.getFileName()));
    return report(new Activator(setup).deactivate(environment, name, actor));
  }

  private static boolean isMeant(Activation active, Path pipeline) {
    Path given = pipeline.toAbsolutePath().normalize();
    Path file = Path.of(active.file());
    return file.equals(given)
        || file.equals(given.resolve(PipelineFile.NAME))
        || active.pipeline().equals(String.valueOf(pipeline.getFileName()));
  }

  List<TriggerReport> all() {
    return setup.triggers().activations().stream().map(this::report).toList();
  }

  private TriggerReport report(Activation activation) {
    Standings standings = new Standings(setup);
    return new TriggerReport(
        activation.environment(),
        activation.pipeline(),
        activation.file(),
        activation.specDigest().hex(),
        !digest(activation).equals(Optional.of(activation.specDigest())),
        activation.params(),
        activation.actor(),
        activation.since(),
        activation.eventTime(),
        standings.watchedBy(activation.environment()),
        standings.of(activation));
  }

  /** Of what the file says now; empty if it cannot be read. */
  private Optional<Digest> digest(Activation activation) {
    try {
      return Optional.of(files.apply(Path.of(activation.file())).spec().digest());
    } catch (UserError e) {
      return Optional.empty();
    }
  }
}
