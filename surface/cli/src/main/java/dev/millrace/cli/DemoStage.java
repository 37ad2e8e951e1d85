package dev.millrace.cli;

import dev.millrace.app.replay.ReplayAudience;
import dev.millrace.app.replay.ReplayReport.Meanwhile;
import dev.millrace.app.replay.ReplayReport.Retraining;
import dev.millrace.app.replay.ReplayReport.Week;
import dev.millrace.core.api.RunListener;
import java.net.URI;
import java.util.Locale;

/** The demo as a person watches it. */
final class DemoStage implements ReplayAudience {

  private final Console console;

  DemoStage(Console console) {
    this.console = console;
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
    console.say(
        String.format(
            Locale.ROOT,
            "  %s v%-2d late %s predicted, %s true  calibration %s  AUC %s",
            week.start(),
            week.version(),
            Words.percent(week.meanPrediction()),
            Words.percent(week.meanLabel()),
            Words.figure(week.calibration(), 2),
            Words.figure(week.auc(), 3)));
  }

  @Override
  public void triggered(String trigger, String why) {
    console.say(console.styled("fg(yellow)", "↳") + " " + why);
  }

  @Override
  public void decided(Retraining retraining) {
    console.say(
        "    "
            + (retraining.replaced()
                ? console.styled(
                    "fg(green)",
                    "the challenger takes over as version " + retraining.version().orElseThrow())
                : console.styled("fg(yellow)", "the champion stays")));
    Words.parts(retraining.verdict()).forEach(part -> console.say("      " + part));
  }

  @Override
  public void meanwhile(Meanwhile meanwhile) {
    console.say("    meanwhile " + DemoSummary.words(meanwhile));
  }
}
