package dev.millrace.cli;

import dev.millrace.core.api.RunListener;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Id;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A run as it happens: a line for each step that ended and, on a terminal, one line below them,
 * rewritten, for the steps that are running. Elsewhere nothing is rewritten: a step's start is a
 * line too. Steps that came to nothing because of another or of a cancellation share a line; why a
 * step went wrong is said once, by whoever asked for the run.
 */
final class LiveProgress implements RunListener {

  private static final int WIDTH = 78;

  /** Of the column of names; it grows with longer ones, within limits. */
  private static final int NAME = 13;

  private static final int LONGEST_NAME = 32;
  private static final String ERASE = "\r\u001b[K";

  private final Console console;
  private final String indent;
  private final Map<String, Running> running = new LinkedHashMap<>();
  private final Set<String> groups = new HashSet<>();
  private final Set<String> begun = new HashSet<>();
  private final SequencedMap<TaskState, List<String>> without = new LinkedHashMap<>();
  private Optional<Id> run = Optional.empty();
  private int nameWidth = NAME;

  LiveProgress(Console console) {
    this(console, "");
  }

  LiveProgress(Console console, String indent) {
    this.console = console;
    this.indent = indent;
  }

  private record Running(long startedNanos, double fraction, String doing) {}

  @Override
  public void on(RunEvent event) {
    switch (event) {
      case RunEvent.Started started -> {
        run = Optional.of(started.run());
        line(heading(started));
      }
      case RunEvent.StepStarted started -> started(started.step());
      case RunEvent.GroupStarted group -> {
        groups.add(group.step());
        group.inside().forEach(this::makeRoom);
        if (!console.live()) {
          line("  " + group.step() + ": " + group.parts());
        }
      }
      case RunEvent.StepProgress progress ->
          running.computeIfPresent(
              progress.step(),
              (step, was) ->
                  new Running(was.startedNanos(), progress.fraction(), progress.doing()));
      case RunEvent.StepEnded ended -> {
        running.remove(ended.step());
        ended(ended);
      }
      case RunEvent.Ended ended -> {
        running.clear();
        without.forEach(
            (state, steps) ->
                line("  " + mark(state) + " " + lower(state) + ": " + String.join(", ", steps)));
        line(outcome(ended));
      }
    }
    redraw();
  }

  /** The run that this is about, once it has begun. */
  Optional<Id> run() {
    return run;
  }

  private String heading(RunEvent.Started started) {
    return console.styled("bold", started.pipeline())
        + (started.resumed() ? ": going on with run " : ": run ")
        + started.run().brief();
  }

  private void started(String step) {
    running.put(step, new Running(System.nanoTime(), 0, ""));
    makeRoom(step);
    boolean again = !begun.add(step);
    if (!console.live()) {
      line("  " + step + (again ? " again …" : " …"));
    }
  }

  private void ended(RunEvent.StepEnded ended) {
    String took = Words.duration(ended.took());
    switch (ended.state()) {
      case SUCCEEDED -> line(row(ended, took, Words.first(ended.why())));
      case CACHED -> line(row(ended, "", Words.first(ended.why())));
      // What is inside a group is to blame, and has a line of its own.
      case FAILED, REFUSED ->
          line(
              row(
                  ended,
                  took,
                  groups.contains(ended.step()) ? Words.first(ended.why()) : lower(ended.state())));
      case SKIPPED, BLOCKED, CANCELED, PENDING, RUNNING ->
          without.computeIfAbsent(ended.state(), state -> new ArrayList<>()).add(ended.step());
    }
  }

  private void makeRoom(String step) {
    nameWidth = Math.clamp(step.length(), nameWidth, LONGEST_NAME);
  }

  private String row(RunEvent.StepEnded ended, String took, String why) {
    makeRoom(ended.step());
    String name = String.format(Locale.ROOT, "%-" + nameWidth + "s", ended.step());
    return String.format(Locale.ROOT, "  %s %s %7s  %s", mark(ended.state()), name, took, why)
        .stripTrailing();
  }

  private String outcome(RunEvent.Ended ended) {
    String text = lower(ended.state()) + " after " + Words.duration(ended.took());
    return "  "
        + console.styled(
            ended.state() == RunState.SUCCEEDED ? "bold,fg(green)" : "bold,fg(yellow)", text);
  }

  private String mark(TaskState state) {
    return switch (state) {
      case SUCCEEDED -> console.styled("fg(green)", "✓");
      case CACHED -> console.styled("fg(cyan)", "=");
      case FAILED -> console.styled("fg(red)", "✗");
      case REFUSED -> console.styled("fg(yellow)", "!");
      case SKIPPED, BLOCKED, CANCELED, PENDING, RUNNING -> console.styled("faint", "·");
    };
  }

  private static String lower(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private void line(String text) {
    if (console.live()) {
      console.err().print(ERASE);
    }
    console.say(indent + text);
  }

  private void redraw() {
    if (console.live()) {
      String now =
          running.entrySet().stream().map(LiveProgress::describe).collect(Collectors.joining(", "));
      console
          .err()
          .print(ERASE + (now.isEmpty() ? "" : Words.clipped(indent + "  ▸ " + now, WIDTH)));
      console.err().flush();
    }
  }

  private static String describe(Map.Entry<String, Running> entry) {
    Running task = entry.getValue();
    String far =
        task.fraction() > 0 ? String.format(Locale.ROOT, " %.0f %%", 100 * task.fraction()) : "";
    String doing = task.doing().isEmpty() ? "" : " " + task.doing();
    return entry.getKey()
        + far
        + doing
        + " "
        + Words.duration(Duration.ofNanos(System.nanoTime() - task.startedNanos()));
  }
}
