package dev.millrace.cli;

import dev.millrace.app.replay.ReplayAudience;
import dev.millrace.app.replay.ReplayReport;
import dev.millrace.app.replay.ReplayReport.Retraining;
import dev.millrace.app.replay.ReplayReport.Week;
import dev.millrace.core.api.RunListener;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;

/** The demo as a person watches it. */
final class DemoStage implements ReplayAudience {

  private final Console console;
  private final Path home;

  DemoStage(Console console, Path home) {
    this.console = console;
    this.home = home;
  }

  @Override
  public RunListener runs() {
    return new LiveProgress(console, "  ");
  }

  @Override
  public void heading(String text) {
    console.say("");
    console.say(console.styled("bold", text));
  }

  @Override
  public void note(String text) {
    console.say("  " + text);
  }

  @Override
  public void serving(URI address, String model, int version, String curl) {
    heading("Serving " + model + " version " + version + " at " + address);
    note("Ask it yourself, while this runs:");
    console.say("");
    console.say(curl);
  }

  @Override
  public void progress(String text) {
    if (console.live()) {
      console.err().print("\r\u001b[K  ▸ " + Words.clipped(text, 74));
      console.err().flush();
    }
  }

  @Override
  public void week(Week week) {
    if (console.live()) {
      console.err().print("\r\u001b[K");
    }
    console.say("  " + line(week));
  }

  @Override
  public void triggered(String trigger, String why) {
    console.say("  " + console.styled("fg(yellow)", "↳ " + trigger) + ": " + why);
  }

  @Override
  public void decided(Retraining retraining) {
    String what =
        retraining.replaced()
            ? console.styled(
                "fg(green)",
                "the challenger takes over as version " + retraining.version().orElseThrow())
            : console.styled("fg(yellow)", "the champion stays");
    console.say("    " + what + ": " + retraining.verdict());
  }

  private static String line(Week week) {
    return String.format(
        Locale.ROOT,
        "%s  %,7d predictions by v%-2d  late %6s predicted, %6s true  calibration %5s  AUC %5s  drift %s",
        week.start(),
        week.predictions(),
        week.version(),
        percent(week.meanPrediction()),
        percent(week.meanLabel()),
        figure(week.calibration(), "%.2f"),
        figure(week.auc(), "%.3f"),
        drift(week));
  }

  /** The table at the end, where things are, and what to type next. */
  void summary(ReplayReport report, boolean serving) {
    heading("What happened");
    Table table =
        new Table(
            "WEEK OF",
            "PREDICTIONS",
            "PREDICTED",
            "TRUE",
            "CALIBRATION",
            "AUC",
            "DRIFT",
            "SERVED",
            "RETRAINED");
    report
        .weeks()
        .forEach(
            week ->
                table.row(
                    week.start().toString(),
                    Words.count(week.predictions()),
                    percent(week.meanPrediction()),
                    percent(week.meanLabel()),
                    figure(week.calibration(), "%.2f"),
                    figure(week.auc(), "%.3f"),
                    drift(week),
                    "v" + week.version(),
                    week.retraining().map(DemoStage::outcome).orElse("")));
    table.lines().forEach(console::print);
    retrainings(report);
    console.print("");
    console.print(
        Words.count(report.requests())
            + " requests, "
            + Words.count(report.failed())
            + " failed; "
            + Words.count(report.askedDuringSwaps())
            + " asked while a version was being replaced");
    console.print(
        report.retrainings()
            + " retrainings, "
            + report.replacements()
            + " of which replaced the model"
            + (report.retrainings() > 0 && report.replacements() == 0
                ? ": no challenger was better"
                : ""));
    next(report, serving);
  }

  private void next(ReplayReport report, boolean serving) {
    String millrace = "./millrace";
    String at = " --home " + home;
    console.print("");
    console.print(console.styled("bold", "Everything is in " + home + ". Type next:"));
    console.print("  " + millrace + " models show " + report.model() + at);
    console.print("  " + millrace + " runs list" + at);
    console.print(
        report.weeks().stream()
            .flatMap(week -> week.retraining().stream())
            .reduce((first, last) -> last)
            .map(last -> "  " + millrace + " runs show " + last.run().brief() + at)
            .orElse("  " + millrace + " plan examples/flights --as-of 2001-02-26" + at));
    console.print(
        "  " + millrace + " predict examples/flights/data/2001-06-25.parquet predicted.csv" + at);
    if (!serving) {
      console.print("  " + millrace + " serve" + at);
    }
  }

  private static String outcome(Retraining retraining) {
    return retraining.trigger()
        + (retraining.replaced()
            ? " → v" + retraining.version().orElseThrow()
            : " → champion stays");
  }

  /** Why each retraining started, and what it was found worth. */
  private void retrainings(ReplayReport report) {
    for (Week week : report.weeks()) {
      week.retraining()
          .ifPresent(
              retraining -> {
                console.print("");
                console.print(
                    retraining.asOf().toString().substring(0, 10)
                        + ", run "
                        + retraining.run().brief()
                        + ": "
                        + retraining.why());
                console.print("  " + outcome(retraining) + ": " + retraining.verdict());
              });
    }
  }

  private static String drift(Week week) {
    return week.drift()
        .map(drift -> String.format(Locale.ROOT, "%.3f %s", drift.jensenShannon(), drift.feature()))
        .orElse("–");
  }

  private static String percent(OptionalDouble share) {
    return share.isPresent()
        ? String.format(Locale.ROOT, "%.1f %%", 100 * share.getAsDouble())
        : "–";
  }

  private static String figure(OptionalDouble value, String format) {
    return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "–";
  }
}
