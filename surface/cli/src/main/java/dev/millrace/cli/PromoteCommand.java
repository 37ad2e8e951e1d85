package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.ModelReport.Evidence;
import dev.millrace.core.api.PromotionOrder;
import dev.millrace.core.api.PromotionReport;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace models promote}. */
@Command(
    name = "promote",
    description = "Let an alias stand for a version, and have it served if wanted.")
final class PromoteCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Session session = new Session();

  @Parameters(index = "0", paramLabel = "MODEL", description = "The model's name.")
  private String model = "";

  @Parameters(
      index = "1",
      paramLabel = "VERSION",
      description = "Its number, or an alias that stands for it, such as challenger.")
  private String version = "";

  @Option(
      names = "--alias",
      paramLabel = "NAME",
      description = "What is to stand for it. Default: ${DEFAULT-VALUE}.")
  private String alias = "champion";

  @Option(
      names = "--reason",
      paramLabel = "WORDS",
      description = "Why; the reason of its blessing if not given.")
  private Optional<String> reason = Optional.empty();

  @Option(
      names = "--deploy",
      paramLabel = "ENVIRONMENT",
      description = "Serve it there from now on, such as local. Default: what is served stays.")
  private Optional<String> environment = Optional.empty();

  PromoteCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (App app = session.open(console)) {
      PromotionReport report =
          app.models().promote(new PromotionOrder(model, version, alias, reason, environment));
      session.answer(console, report, () -> print(report));
      return 0;
    }
  }

  private void print(PromotionReport report) {
    console.print(
        "%s of %s: version %s → %d"
            .formatted(
                report.change().alias(),
                report.model(),
                report.before().map(String::valueOf).orElse("–"),
                report.change().version().orElseThrow()));
    console.print("reason    " + Words.first(report.change().reason()));
    report.change().evidence().ifPresent(this::print);
    console.print("deployed  " + ModelPage.pairs(report.deployed()));
  }

  private void print(Evidence evidence) {
    console.print("run       " + evidence.run().brief());
    evidence.evaluation().ifPresent(id -> console.print("evaluated " + id.hex()));
    evidence.blessing().ifPresent(id -> console.print("blessing  " + id.hex()));
  }
}
