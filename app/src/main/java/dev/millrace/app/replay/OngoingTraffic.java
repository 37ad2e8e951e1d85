package dev.millrace.app.replay;

import dev.millrace.app.replay.ReplayReport.Meanwhile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Traffic that goes on while a model is trained and takes the place of the one before: a few
 * clients ask about the coming flights again and again, and who answered is counted. A swap that
 * lost a request would be seen here.
 *
 * <p>They ask in passing while the training needs the machine, and one question after the other
 * while the version is being replaced, so that some are always on their way. How many they get to
 * ask depends on the machine; so these are probes, kept out of the log, and the traffic that the
 * log holds is the same each time.
 */
final class OngoingTraffic implements AutoCloseable {

  private static final int CLIENTS = 2;
  private static final int ROWS_PER_REQUEST = 25;
  private static final Duration PACE = Duration.ofMillis(40);

  private final FlightClient client;
  private final List<Flight> flights;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> clients = new ArrayList<>();
  private final CountDownLatch trained = new CountDownLatch(1);
  private final Semaphore askedInSwap = new Semaphore(0);
  private final SortedMap<Integer, Long> answered = new TreeMap<>();
  private volatile Phase phase = Phase.TRAINING;
  private long asked;
  private long failed;
  private long duringSwap;

  private enum Phase {
    TRAINING,
    SWAPPING,
    ENDED
  }

  private OngoingTraffic(FlightClient client, List<Flight> flights) {
    this.client = client;
    this.flights = flights;
  }

  /** Starts asking; closing ends it, if {@link #ended} has not. */
  static OngoingTraffic start(FlightClient client, List<Flight> flights) {
    OngoingTraffic traffic = new OngoingTraffic(client, flights);
    for (int i = 0; i < CLIENTS; i++) {
      int first = i;
      traffic.clients.add(traffic.threads.submit(() -> traffic.askFrom(first)));
    }
    return traffic;
  }

  /**
   * The version is about to be replaced: returns once requests follow one another without a pause.
   */
  void swapping() throws InterruptedException {
    phase = Phase.SWAPPING;
    trained.countDown();
    askedInSwap.acquire(CLIENTS);
  }

  /** It has been replaced, or stays. Each client asks once more, and that is all. */
  Meanwhile ended(Instant asOf) throws InterruptedException {
    phase = Phase.ENDED;
    trained.countDown();
    try {
      for (Future<?> each : clients) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a client of the replay broke", e.getCause());
    }
    return new Meanwhile(asOf, asked, failed, answered, duringSwap);
  }

  private Void askFrom(int first) throws InterruptedException {
    try {
      int place = first;
      while (phase == Phase.TRAINING) {
        ask(place);
        place += CLIENTS;
        trained.await(PACE.toNanos(), TimeUnit.NANOSECONDS);
      }
      while (phase == Phase.SWAPPING) {
        ask(place);
        place += CLIENTS;
        askedInSwap.release();
      }
      ask(place);
      return null;
    } finally {
      askedInSwap.release(CLIENTS); // nobody should wait for a client that broke
    }
  }

  private List<Flight> rows(int place) {
    int requests = Math.ceilDiv(flights.size(), ROWS_PER_REQUEST);
    int from = place % requests * ROWS_PER_REQUEST;
    return flights.subList(from, Math.min(flights.size(), from + ROWS_PER_REQUEST));
  }

  private void ask(int place) throws InterruptedException {
    Phase sent = phase;
    note(client.probe(rows(place)), sent);
  }

  private synchronized void note(Optional<Integer> version, Phase sent) {
    asked++;
    duringSwap += sent == Phase.SWAPPING ? 1 : 0;
    version.ifPresentOrElse(number -> answered.merge(number, 1L, Long::sum), () -> failed++);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
