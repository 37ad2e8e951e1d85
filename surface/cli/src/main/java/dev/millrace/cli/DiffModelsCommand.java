package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.ModelDiffReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code millrace models diff}. */
@Command(
    name = "diff",
    description =
        "Show what is different between two versions: data, parameters, code, metrics, importance.")
final class DiffModelsCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Session session = new Session();

  @Parameters(index = "0", paramLabel = "MODEL", description = "The model's name.")
  private String model = "";

  @Parameters(
      index = "1",
      paramLabel = "BEFORE",
      description = "The version to compare with: 3, v3, or an alias.")
  private String before = "";

  @Parameters(index = "2", paramLabel = "AFTER", description = "The version that is asked about.")
  private String after = "";

  DiffModelsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (App app = session.open(console)) {
      ModelDiffReport report = app.models().diff(model, before, after);
      session.answer(console, report, () -> new ModelDiffPage(console).print(report));
      return 0;
    }
  }
}
