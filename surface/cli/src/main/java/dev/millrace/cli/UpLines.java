package dev.millrace.cli;

import dev.millrace.core.api.UpEvent;
import dev.millrace.core.run.RunState;
import dev.millrace.core.value.Json;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** What happens while an environment is up, a line each, with the time. */
final class UpLines {

  private final Console console;
  private final Clock clock;
  private boolean silent = true;

  UpLines(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
  }

  /** As an object in one line on standard output. */
  void json(UpEvent event) {
    ObjectNode line = Json.object().put("at", clock.instant().toString());
    line.setAll(
        (ObjectNode) Json.parse(Json.mapper().writerFor(UpEvent.class).writeValueAsString(event)));
    console.print(Json.mapper().writeValueAsString(line));
  }

  /** For people. */
  void words(UpEvent event) {
    silent = false;
    console.say(clock.instant().truncatedTo(ChronoUnit.SECONDS) + "  " + text(event));
    if (event instanceof UpEvent.Trouble trouble) {
      trouble.hint().ifPresent(hint -> console.say(" ".repeat(22) + "hint: " + hint));
    }
  }

  /** For people, after a look that they asked for. */
  void looked() {
    if (silent) {
      console.say("nothing to run; 'millrace triggers list' says what each trigger waits for");
    }
  }

  private String text(UpEvent event) {
    return switch (event) {
      case UpEvent.Began began -> began(began);
      case UpEvent.Serving serving ->
          "serving " + serving.model() + " version " + serving.version();
      case UpEvent.Found found ->
          "examined %s from %s to %s: %s predictions, %s labels"
              .formatted(
                  found.model(),
                  found.windowStart(),
                  found.windowEnd(),
                  Words.count(found.predictions()),
                  Words.count(found.labels()));
      case UpEvent.Fired fired ->
          console.styled("bold", fired.pipeline() + " " + fired.trigger())
              + " fired: "
              + fired.reason();
      case UpEvent.Passed passed ->
          passed.pipeline() + " " + passed.trigger() + ": " + passed.reason();
      case UpEvent.RunBegan began ->
          "%s: run %s %s (%s)"
              .formatted(
                  began.pipeline(),
                  began.run().brief(),
                  began.resumed() ? "goes on" : "began",
                  began.trigger());
      case UpEvent.RunEnded ended -> ended(ended);
      case UpEvent.RunLeft left ->
          left.pipeline() + ": run " + left.run().brief() + " is left, to go on with the next up";
      case UpEvent.Trouble trouble ->
          console.styled("fg(red)", "trouble")
              + " with "
              + trouble.about()
              + ": "
              + trouble.message();
    };
  }

  private static String began(UpEvent.Began began) {
    return "environment '%s' is up: %d active %s%s; stop with Ctrl-C"
        .formatted(
            began.environment(),
            began.pipelines(),
            began.pipelines() == 1 ? "pipeline" : "pipelines",
            began.address().map(address -> ", serving at " + address).orElse(""));
  }

  private String ended(UpEvent.RunEnded ended) {
    String state = ended.state().name().toLowerCase(Locale.ROOT);
    return "%s: run %s %s after %s%s"
        .formatted(
            ended.pipeline(),
            ended.run().brief(),
            console.styled(ended.state() == RunState.SUCCEEDED ? "fg(green)" : "fg(yellow)", state),
            Words.duration(ended.took()),
            ended.outcome().isEmpty() ? "" : ": " + ended.outcome());
  }
}
