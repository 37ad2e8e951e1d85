package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.error.Problem;
import dev.millrace.core.error.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code millrace lint}: every problem of a pipeline file. */
@Command(
    name = "lint",
    description = "Check a pipeline file and show every problem with its place and remedy.")
final class LintCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Session session = new Session();

  @Parameters(paramLabel = "PIPELINE", description = "A pipeline.yaml, or the directory it is in.")
  private Path pipeline = Path.of("");

  LintCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Problem> problems = problems(console.workingDirectory().resolve(pipeline));
    session.answer(console, problems, () -> print(problems));
    return problems.isEmpty() ? 0 : UserError.Kind.USAGE.exitCode();
  }

  private List<Problem> problems(Path file) {
    if (!Files.exists(session.home(console))) {
      return App.lintWithoutHome(file, console.environment());
    }
    try (App app = session.open(console)) {
      return app.lint(file);
    }
  }

  private void print(List<Problem> problems) {
    for (Problem problem : problems) {
      console.print(problem.toString());
      console.print("  " + console.styled("bold", "hint:") + " " + problem.remedy());
    }
    console.say(
        problems.isEmpty()
            ? "no problems"
            : problems.size() + (problems.size() == 1 ? " problem" : " problems"));
  }
}
