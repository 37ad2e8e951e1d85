package dev.millrace.app.replay;

import dev.millrace.app.App;
import dev.millrace.app.RunningServer;
import dev.millrace.app.replay.WeekTraffic.Request;
import dev.millrace.core.api.RunOrder;
import dev.millrace.core.api.RunReport;
import dev.millrace.core.error.UserError;
import dev.millrace.core.run.RunState;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.Firing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The whole loop on real flights: train on the first eight weeks of 2001, serve, ask about the
 * flights of the weeks that follow as if they were happening, monitor, and retrain when a trigger
 * of the pipeline fires.
 *
 * <p>Everything it does is recorded as it is done, under names that are the same each time, so a
 * demo that was killed goes on: runs that ended are not run again, requests in the log are not
 * asked again.
 */
public final class FlightsDemo implements AutoCloseable {

  /** Weeks of flights after those that the first model learns from. */
  public static final int WEEKS = 18;

  private static final LocalDate FIRST_LIVE_WEEK = LocalDate.of(2001, 2, 26);
  private static final String MODEL = "flight-delays";

  private final Path example;
  private final Choices choices;
  private final ReplayClock clock = new ReplayClock(start(FIRST_LIVE_WEEK));
  private final App app;
  private @Nullable RunningServer server;

  /**
   * @param weeks how many to replay
   * @param oneIn one flight in so many is asked about
   * @param port 0 for a free one
   * @param again true to forget an earlier demo
   */
  public record Choices(int weeks, int oneIn, int port, boolean again) {
    public Choices {
      if (weeks < 1 || weeks > WEEKS) {
        throw UserError.usage("a replay of " + weeks + " weeks was asked for")
            .hint("the data has 1 to " + WEEKS + " weeks after the first eight");
      }
      if (oneIn < 1 || oneIn > 1000) {
        throw UserError.usage("one flight in " + oneIn + " was asked for")
            .hint("give a number from 1 to 1000");
      }
    }
  }

  /**
   * Prepares a demo.
   *
   * @param example the flights example's directory
   * @param home of the demo alone
   */
  public FlightsDemo(Path example, Path home, Choices choices) throws IOException {
    this.example = example;
    this.choices = choices;
    DemoHome.prepare(home, choices);
    app = App.open(home, clock);
  }

  /** Runs it, or goes on with it, to its end; the server stays up until this is closed. */
  public ReplayReport run(ReplayAudience audience) throws IOException, InterruptedException {
    learn(audience);
    app.resumeInterrupted(audience.runs());
    for (Id canceled : records().canceledRetrainings()) {
      app.resume(canceled, audience.runs());
    }
    RunningServer running = app.serve(choices.port(), App.LOCAL, audience::note);
    server = running;
    String curl = Curl.line(running.address(), MODEL);
    audience.serving(running.address(), MODEL, running.versions().getOrDefault(MODEL, 0), curl);
    audience.heading(
        "Replaying "
            + choices.weeks()
            + " weeks as live traffic, one flight in "
            + choices.oneIn());
    try (InferenceClient client = new InferenceClient(running.address(), MODEL)) {
      WeekTraffic traffic = new WeekTraffic(client);
      Swaps swaps = new Swaps(running, traffic);
      for (int week = 0; week < choices.weeks(); week++) {
        replay(FIRST_LIVE_WEEK.plusWeeks(week), traffic, swaps, audience);
      }
      running.reconcile();
      return records().report(app.home(), running.address(), client, swaps.asked());
    }
  }

  /** Waits until interrupted, serving. */
  public void await() throws InterruptedException {
    if (server != null) {
      server.await();
    }
  }

  private void learn(ReplayAudience audience) throws InterruptedException {
    records().latest().ifPresent(clock::advanceTo);
    audience.heading("Learning from the eight weeks that are known on " + FIRST_LIVE_WEEK);
    if (records().succeededRunAsOf(start(FIRST_LIVE_WEEK)).isPresent()) {
      audience.note("done before; this demo goes on where it stopped");
      return;
    }
    RunReport report =
        app.run(
            new RunOrder(example, Map.of(), Optional.of(start(FIRST_LIVE_WEEK))), audience.runs());
    if (report.run().state() != RunState.SUCCEEDED) {
      throw UserError.runFailed("the first model was not deployed: " + report.run().outcome())
          .hint(
              "'millrace runs show "
                  + report.run().id().brief()
                  + " --home "
                  + app.home()
                  + "' tells why");
    }
  }

  private void replay(LocalDate monday, WeekTraffic traffic, Swaps swaps, ReplayAudience audience)
      throws IOException, InterruptedException {
    Instant from = start(monday);
    Instant to = start(monday.plusWeeks(1));
    clock.advanceTo(from);
    audience.progress("the week of " + monday + " is flying");
    List<Request> requests = WeekTraffic.requests(monday, flights(monday));
    Set<String> answered = records().answered(requests, from, to);
    List<Request> rest = answered.isEmpty() ? swaps.takeUpDuring(requests) : requests;
    traffic.ask(rest, answered);
    clock.advanceTo(to);
    traffic.tell(to);
    if (records().finding(from).isEmpty()) {
      app.monitor(MODEL, from, to);
    }
    records().week(from).ifPresent(audience::week);
    retrain(to, audience);
  }

  private void retrain(Instant asOf, ReplayAudience audience) throws InterruptedException {
    Optional<Firing> firing = app.due(example, MODEL, asOf);
    if (firing.isPresent()) {
      audience.triggered(firing.get().trigger(), firing.get().reason());
      RunReport report = app.fire(example, firing.get(), audience.runs());
      if (report.run().state() == RunState.FAILED || report.run().state() == RunState.CANCELED) {
        throw UserError.runFailed("a retraining failed: " + report.run().outcome())
            .hint(
                "'millrace runs show "
                    + report.run().id().brief()
                    + " --home "
                    + app.home()
                    + "' tells why");
      }
      audience.decided(records().retraining(report));
    }
  }

  private List<Flight> flights(LocalDate monday) throws IOException {
    return new FlightTraffic(example.resolve("data"), choices.oneIn(), app.scratch()).week(monday);
  }

  private ReplayRecords records() {
    return new ReplayRecords(app, MODEL);
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
    app.close();
  }
}
