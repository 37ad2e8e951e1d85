package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.MetricReport;
import dev.millrace.core.api.RunReport;
import dev.millrace.core.api.WhyReport;
import dev.millrace.core.error.UserError;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace runs show}. */
@Command(
    name = "show",
    description = {
      "Show a run: its parameters, steps, why each ran or not, and metrics.",
      "With --metric, one metric: each of its values, with the round or trial that it is of and when it was recorded.",
      "With --why, one step: which part of what its result depends on was different from the most similar execution before it."
    })
final class ShowRunCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Session session = new Session();
  @Mixin private RunArgument run = new RunArgument();

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      description = "Show the whole course of this metric: train_log_loss.")
  private Optional<String> metric = Optional.empty();

  @Option(
      names = "--why",
      paramLabel = "STEP",
      description = "Explain why this step ran or not: train, each[2], regional/train.")
  private Optional<String> why = Optional.empty();

  ShowRunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (metric.isPresent() && why.isPresent()) {
      throw UserError.usage("--metric and --why are two questions").hint("leave one of them out");
    }
    try (App app = session.open(console)) {
      if (metric.isPresent()) {
        MetricReport report = app.metric(run.text(), metric.get());
        session.answer(console, report, () -> new MetricPage(console).print(report));
      } else if (why.isPresent()) {
        WhyReport report = app.why(run.text(), why.get());
        session.answer(console, report, () -> new WhyPage(console).print(report));
      } else {
        RunReport report = app.showRun(run.text());
        session.answer(console, report, () -> new RunPage(console).print(report));
      }
      return 0;
    }
  }
}
