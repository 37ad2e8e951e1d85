package dev.millrace.app.replay;

import dev.millrace.app.App;
import dev.millrace.app.RunningServer;
import dev.millrace.app.replay.ReplayReport.Meanwhile;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    app = App.open(home, Map.of(), clock);
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
    try (FlightClient client = FlightClient.open(running.address(), MODEL)) {
      Live live = new Live(running, client, new WeekTraffic(client), audience);
      List<Meanwhile> meanwhile = new ArrayList<>();
      for (int week = 0; week < choices.weeks(); week++) {
        LocalDate monday = FIRST_LIVE_WEEK.plusWeeks(week);
        replay(monday, live);
        retrain(monday.plusWeeks(1), live).ifPresent(meanwhile::add);
      }
      return records().report(running.address(), client, meanwhile);
    }
  }

  /** What serves, who asks, who watches. */
  private record Live(
      RunningServer server, FlightClient client, WeekTraffic traffic, ReplayAudience audience) {}

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
      throw failed("the first model was not deployed", report);
    }
  }

  /** Asks about the flights of a week, tells what became of them, and looks at the week. */
  private void replay(LocalDate monday, Live live) throws IOException, InterruptedException {
    Instant from = start(monday);
    Instant to = start(monday.plusWeeks(1));
    clock.advanceTo(from);
    live.audience().progress("the week of " + monday + " is flying");
    List<Request> requests = WeekTraffic.requests(monday, flights(monday));
    live.traffic().ask(requests, records().answered(requests, from, to));
    clock.advanceTo(to);
    live.traffic().tell(to);
    if (records().finding(from).isEmpty()) {
      app.monitor(MODEL, from, to);
    }
    records().week(from).ifPresent(live.audience()::week);
  }

  /**
   * Trains again if a trigger says so, and takes up the model that is then deployed, while the
   * flights of the coming week are asked about.
   */
  private Optional<Meanwhile> retrain(LocalDate monday, Live live)
      throws IOException, InterruptedException {
    Optional<Firing> firing = app.due(example, MODEL, start(monday));
    if (firing.isEmpty()) {
      return Optional.empty();
    }
    live.audience().triggered(firing.get().trigger(), firing.get().reason());
    try (OngoingTraffic traffic = OngoingTraffic.start(live.client(), coming(monday))) {
      RunReport report = app.fire(example, firing.get(), live.audience().runs());
      if (report.run().state() == RunState.FAILED || report.run().state() == RunState.CANCELED) {
        throw failed("a retraining failed", report);
      }
      live.audience().decided(records().retraining(report));
      if (report.run().state() == RunState.SUCCEEDED) {
        traffic.swapping();
        live.server().reconcile();
      }
      Meanwhile meanwhile = traffic.ended(start(monday));
      live.audience().meanwhile(meanwhile);
      return Optional.of(meanwhile);
    }
  }

  /** The flights of a week; after the last of all, those of the last. */
  private List<Flight> coming(LocalDate monday) throws IOException {
    LocalDate last = FIRST_LIVE_WEEK.plusWeeks(WEEKS - 1);
    return flights(monday.isAfter(last) ? last : monday);
  }

  private UserError failed(String what, RunReport report) {
    return UserError.runFailed(what + ": " + report.run().outcome())
        .hint(
            "'millrace runs show "
                + report.run().id().brief()
                + " --home "
                + app.home()
                + "' tells why");
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
