package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.ActivationOrder;
import dev.millrace.core.api.TriggerReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace triggers}: what starts pipelines by itself. */
@Command(
    name = "triggers",
    description = "Activate the triggers of a pipeline in an environment, see how they stand.",
    synopsisSubcommandLabel = "(list | activate | deactivate)",
    subcommands = {
      TriggersCommand.ListTriggers.class,
      TriggersCommand.Activate.class,
      TriggersCommand.Deactivate.class
    })
final class TriggersCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Missing subcommand: list, activate or deactivate");
  }

  /** {@code millrace triggers list}. */
  @Command(
      name = "list",
      description =
          "List active triggers: when each fires next, why it does not now, when it did last.")
  static final class ListTriggers implements Callable<Integer> {

    private final Console console;
    @Mixin private Session session = new Session();

    @Option(names = "--environment", paramLabel = "NAME", description = "Only of this environment.")
    private Optional<String> environment = Optional.empty();

    ListTriggers(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      try (App app = session.open(console)) {
        List<TriggerReport> reports =
            app.triggers().stream()
                .filter(report -> environment.map(report.environment()::equals).orElse(true))
                .toList();
        session.answer(console, reports, () -> new TriggersPage(console).print(reports));
        return 0;
      }
    }
  }

  /** {@code millrace triggers activate}. */
  @Command(
      name = "activate",
      description = {
        "Activate the triggers of a pipeline in an environment; 'millrace up' looks at them.",
        "The pipeline runs as its file says now. After a change, activate it again."
      })
  static final class Activate implements Callable<Integer> {

    private final Console console;
    @Mixin private Session session = new Session();
    @Mixin private Place place = new Place();

    @Option(
        names = "--set",
        paramLabel = "PARAM=VALUE",
        description = "A parameter of the pipeline in this environment; may be given again.")
    private Map<String, String> set = new LinkedHashMap<>();

    Activate(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() throws IOException {
      try (App app = session.open(console)) {
        TriggerReport report =
            app.activate(new ActivationOrder(place.pipeline(console), place.environment, set));
        session.answer(console, report, () -> new TriggersPage(console).print(List.of(report)));
        return 0;
      }
    }
  }

  /** {@code millrace triggers deactivate}. */
  @Command(
      name = "deactivate",
      description = "Deactivate the triggers of a pipeline in an environment. Its runs go on.")
  static final class Deactivate implements Callable<Integer> {

    private final Console console;
    @Mixin private Session session = new Session();
    @Mixin private Place place = new Place();

    Deactivate(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      try (App app = session.open(console)) {
        TriggerReport report = app.deactivate(place.pipeline(console), place.environment);
        session.answer(
            console,
            report,
            () ->
                console.print(
                    "the triggers of "
                        + report.pipeline()
                        + " are no longer active in environment '"
                        + report.environment()
                        + "'"));
        return 0;
      }
    }
  }

  /** Which pipeline, where. */
  static final class Place {

    @Parameters(
        paramLabel = "PIPELINE",
        description = "A pipeline.yaml, or the directory it is in.")
    private Path pipeline = Path.of("");

    @Option(
        names = "--environment",
        paramLabel = "NAME",
        description = "Where; default: ${DEFAULT-VALUE}.")
    private String environment = App.LOCAL;

    private Path pipeline(Console console) {
      return console.workingDirectory().resolve(pipeline);
    }
  }
}
