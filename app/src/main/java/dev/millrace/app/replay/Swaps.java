package dev.millrace.app.replay;

import dev.millrace.app.RunningServer;
import dev.millrace.app.replay.WeekTraffic.Request;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Takes up what was deployed while traffic goes on. Until the new version answers, a request is
 * asked every now and then, so that a swap that loses one would be seen; the rest of the week's
 * traffic waits for it.
 */
final class Swaps {

  private static final Duration PACE = Duration.ofMillis(20);

  /** At most this share of a week is asked while a version is being replaced. */
  private static final int ONE_IN = 4;

  private final RunningServer server;
  private final WeekTraffic traffic;
  private long asked;

  Swaps(RunningServer server, WeekTraffic traffic) {
    this.server = server;
    this.traffic = traffic;
  }

  /**
   * Takes up what was deployed, asking some requests meanwhile.
   *
   * @return those that were not asked
   */
  List<Request> takeUpDuring(List<Request> requests) throws InterruptedException {
    Thread swap = Thread.ofVirtual().start(server::reconcile);
    int next = 0;
    while (!swap.join(PACE)) {
      if (server.outdated() && next < requests.size() / ONE_IN) {
        traffic.ask(List.of(requests.get(next)), Set.of());
        next++;
        asked++;
      }
    }
    return requests.subList(next, requests.size());
  }

  /** Requests that were asked while a version was being replaced. */
  long asked() {
    return asked;
  }
}
