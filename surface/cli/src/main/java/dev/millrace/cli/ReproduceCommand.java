package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.DiffReport.Change;
import dev.millrace.core.api.ReproductionOrder;
import dev.millrace.core.api.ReproductionReport;
import dev.millrace.core.api.ReproductionReport.Difference;
import dev.millrace.core.api.ReproductionReport.State;
import dev.millrace.core.api.ReproductionReport.Step;
import dev.millrace.core.api.RunListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code millrace reproduce}. */
@Command(
    name = "reproduce",
    description = {
      "Make a registered model again and say whether it is the same, or where the first difference arose.",
      "It is made in a fresh home, from the inputs, parameters and code that are recorded of it."
    },
    exitCodeList = {
      "0:the model is the same, byte for byte",
      "1:it is not",
      "2:wrong usage",
      "3:a step failed before it was made",
      "5:not found",
      "130:interrupted",
    })
final class ReproduceCommand implements Callable<Integer> {

  private static final String PARAM = "param.";
  private static final int DIGITS = 12;
  private static final int LONGEST_VALUE = 40;

  private final Console console;
  @Mixin private Session session = new Session();

  @Parameters(
      paramLabel = "MODEL[@VERSION]",
      description = "A model's name, for its champion; or with a version or an alias.")
  private String model = "";

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Make it in this new home and leave that there, to be looked at by --home.")
  private Optional<Path> keep = Optional.empty();

  ReproduceCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (App app = session.open(console);
        var _ = Interrupts.ofThisThread()) {
      RunListener progress = session.json() ? RunListener.silent() : new LiveProgress(console);
      ReproductionReport report =
          app.models()
              .reproduce(
                  new ReproductionOrder(model, keep.map(console.workingDirectory()::resolve)),
                  progress);
      session.answer(console, report, () -> print(report));
      if (report.same()) {
        return 0;
      }
      return report.failure().isPresent() ? 3 : 1;
    }
  }

  private void print(ReproductionReport report) {
    console.print(
        "%s version %d, made by run %s as of %s"
            .formatted(
                report.model(),
                report.version(),
                report.run().brief(),
                Words.instant(report.asOf())));
    line("recorded", report.recorded());
    line("again", report.again().orElse("–"));
    report
        .inputs()
        .forEach(
            input -> line("input", input.name() + ": " + input.what() + " (" + input.step() + ")"));
    report
        .code()
        .forEach(
            change ->
                line(
                    "now",
                    change.what() + ": " + value(change.before()) + " → " + value(change.after())));
    report.failure().ifPresent(why -> line("failed", Reason.of(why).brief()));
    report.first().ifPresent(first -> print(report, first));
    console.print(verdict(report));
  }

  private void print(ReproductionReport report, Difference first) {
    long same = report.steps().stream().filter(step -> step.state() == State.SAME).count();
    line("steps", same + " of " + report.steps().size() + " made the same");
    if (first.outputs().isEmpty()) {
      line("first", "step '" + first.step() + "' made nothing");
      return;
    }
    line("first", "step '" + first.step() + "': " + String.join(", ", first.outputs()));
    for (Change change : first.changed()) {
      line(
          "changed", change.what() + ": " + value(change.before()) + " → " + value(change.after()));
    }
    line("the same", unchanged(first.unchanged()));
    if (first.changed().isEmpty()) {
      line("why", "nothing that it depends on changed: the step does not always make the same");
    }
    List<String> after =
        report.steps().stream()
            .filter(step -> step.state() == State.DIFFERENT && !step.step().equals(first.step()))
            .map(Step::step)
            .toList();
    if (!after.isEmpty()) {
      line("then", String.join(", ", after));
    }
  }

  /** Inputs and code by name; of parameters, how many. */
  private static String unchanged(List<String> parts) {
    List<String> named = new ArrayList<>(parts);
    named.removeIf(part -> part.startsWith(PARAM));
    int params = parts.size() - named.size();
    if (params > 0) {
      named.add(params + (params == 1 ? " parameter" : " parameters"));
    }
    return named.isEmpty() ? "–" : String.join(", ", named);
  }

  private static String verdict(ReproductionReport report) {
    if (report.same()) {
      return "model.onnx is the same, byte for byte";
    }
    return report.again().isPresent() ? "model.onnx is not the same" : "the model was not made";
  }

  private void line(String title, String text) {
    console.print(String.format(Locale.ROOT, "%-9s %s", title, text));
  }

  /** Digests are told by their beginning. */
  private static String value(Optional<JsonNode> value) {
    return value
        .map(JsonNode::asString)
        .map(text -> text.matches("[0-9a-f]{64}") ? text.substring(0, DIGITS) : text)
        .map(text -> Words.clipped(text, LONGEST_VALUE))
        .orElse("–");
  }
}
