package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.ModelReport;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace models}: what is registered, and what is deployed. */
@Command(
    name = "models",
    description =
        "List registered models, show or compare versions, make the card of one, promote one, note something of one.",
    synopsisSubcommandLabel = "(list | show | card | diff | promote | edit)",
    subcommands = {
      ModelsCommand.ListModels.class,
      ModelsCommand.ShowModel.class,
      CardCommand.class,
      DiffModelsCommand.class,
      PromoteCommand.class,
      EditModelCommand.class
    })
final class ModelsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Missing subcommand: list, show, card, diff, promote or edit");
  }

  /** {@code millrace models list}. */
  @Command(name = "list", description = "List models by name.")
  static final class ListModels implements Callable<Integer> {

    private final Console console;
    @Mixin private Session session = new Session();

    ListModels(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      try (App app = session.open(console)) {
        List<ModelReport> models = app.models().list();
        session.answer(console, models, () -> new ModelPage(console).list(models));
        return 0;
      }
    }
  }

  /** {@code millrace models show}. */
  @Command(
      name = "show",
      description = "Show a model: versions, aliases and their history, deployments.")
  static final class ShowModel implements Callable<Integer> {

    private final Console console;
    @Mixin private Session session = new Session();

    @Parameters(
        paramLabel = "MODEL[@VERSION]",
        description = "The model's name; with a version or an alias, all about that version.")
    private String model = "";

    @Option(
        names = "--as-of",
        paramLabel = "TIME",
        description =
            "As it was then: 2026-03-03, which is its first moment in UTC, or 2026-03-03T06:00:00Z.")
    private Optional<String> asOf = Optional.empty();

    ShowModel(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      try (App app = session.open(console)) {
        ModelReport report =
            app.models().show(model, asOf.map(given -> Times.read("--as-of", given)));
        session.answer(console, report, () -> new ModelPage(console).print(model, report));
        return 0;
      }
    }
  }
}
