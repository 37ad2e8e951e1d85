package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.ModelReport;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace models}: what is registered, and what is deployed. */
@Command(
    name = "models",
    description = "List registered models, show one.",
    synopsisSubcommandLabel = "(list | show)",
    subcommands = {ModelsCommand.ListModels.class, ModelsCommand.ShowModel.class})
final class ModelsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Missing subcommand: list or show");
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
        List<ModelReport> models = app.models();
        session.answer(console, models, () -> print(models));
        return 0;
      }
    }

    private void print(List<ModelReport> models) {
      if (models.isEmpty()) {
        console.say("no models yet; a run whose model is blessed registers one");
        return;
      }
      Table table = new Table("MODEL", "VERSIONS", "ALIASES", "DEPLOYED");
      models.forEach(
          model ->
              table.row(
                  model.name(),
                  Words.count(model.versions().size()),
                  pairs(model.aliases()),
                  pairs(model.deployed())));
      table.lines().forEach(console::print);
    }
  }

  /** {@code millrace models show}. */
  @Command(
      name = "show",
      description = "Show a model: versions, aliases and their history, deployments.")
  static final class ShowModel implements Callable<Integer> {

    private final Console console;
    @Mixin private Session session = new Session();

    @Parameters(paramLabel = "MODEL", description = "The model's name.")
    private String name = "";

    ShowModel(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      try (App app = session.open(console)) {
        ModelReport model = app.showModel(name);
        session.answer(console, model, () -> print(model));
        return 0;
      }
    }

    private void print(ModelReport model) {
      console.print(console.styled("bold", model.name()));
      console.print("aliases   " + pairs(model.aliases()));
      console.print("deployed  " + pairs(model.deployed()));
      console.print("");
      Table versions = new Table("VERSION", "AS OF", "RUN", "BUNDLE", "BLESSING");
      model
          .versions()
          .forEach(
              version ->
                  versions.row(
                      Integer.toString(version.version()),
                      Words.instant(version.asOf()),
                      version.run().brief(),
                      version.digest().substring(0, 12),
                      version.blessing()));
      versions.lines().forEach(console::print);
      console.print("");
      Table history = new Table("SINCE", "ALIAS", "VERSION", "BY");
      model
          .history()
          .forEach(
              change ->
                  history.row(
                      Words.instant(change.eventTime()),
                      change.alias(),
                      change.version().map(String::valueOf).orElse("–"),
                      change.actor()));
      history.lines().forEach(console::print);
    }
  }

  private static String pairs(Map<String, Integer> versions) {
    String text =
        versions.entrySet().stream()
            .map(entry -> entry.getKey() + " = " + entry.getValue())
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? "–" : text;
  }
}
