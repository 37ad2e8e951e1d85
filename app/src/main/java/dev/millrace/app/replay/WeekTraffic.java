package dev.millrace.app.replay;

import dev.millrace.app.replay.FlightClient.Outcome;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sends weeks of flights to a server as requests of many rows, and their outcomes once they are
 * known.
 *
 * <p>A request's id is made of the week and its place in it, so a replay that goes on after a crash
 * asks only what the log does not hold yet.
 */
final class WeekTraffic {

  private static final int ROWS_PER_REQUEST = 250;
  private static final int CLIENTS = 2;
  private static final int OUTCOMES_PER_REQUEST = 2000;

  private final FlightClient client;
  private final PriorityQueue<Outcome> inTheAir =
      new PriorityQueue<>(Comparator.comparing(Outcome::known));

  WeekTraffic(FlightClient client) {
    this.client = client;
  }

  /** What a week's requests ask, by id. */
  record Request(String id, List<Flight> flights) {}

  static List<Request> requests(LocalDate monday, List<Flight> flights) {
    List<Request> requests = new ArrayList<>();
    for (int from = 0; from < flights.size(); from += ROWS_PER_REQUEST) {
      List<Flight> rows = flights.subList(from, Math.min(flights.size(), from + ROWS_PER_REQUEST));
      requests.add(new Request(String.format("flights-%s-%03d", monday, requests.size()), rows));
    }
    return requests;
  }

  /**
   * Asks what was not asked before, by several clients at once.
   *
   * @param answered ids of requests that the log already holds
   */
  void ask(List<Request> requests, Set<String> answered) throws InterruptedException {
    try (ExecutorService clients =
        Executors.newFixedThreadPool(CLIENTS, Thread.ofVirtual().factory())) {
      List<Callable<Void>> asking =
          requests.stream()
              .filter(request -> !answered.contains(request.id()))
              .map(
                  request ->
                      (Callable<Void>)
                          () -> {
                            client.ask(request.id(), request.flights());
                            return null;
                          })
              .toList();
      for (Future<Void> answer : clients.invokeAll(asking)) {
        answer.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a client of the replay broke", e.getCause());
    }
    requests.forEach(this::takeOff);
  }

  private void takeOff(Request request) {
    for (int row = 0; row < request.flights().size(); row++) {
      Flight flight = request.flights().get(row);
      inTheAir.add(new Outcome(request.id() + "-" + row, flight.late(), flight.landed()));
    }
  }

  /**
   * Tells the outcomes of all flights asked about that have landed by an instant, in the order of
   * landing.
   */
  void tell(Instant until) throws InterruptedException {
    List<Outcome> landed = new ArrayList<>();
    while (!inTheAir.isEmpty() && !inTheAir.peek().known().isAfter(until)) {
      landed.add(inTheAir.remove());
    }
    for (int from = 0; from < landed.size(); from += OUTCOMES_PER_REQUEST) {
      client.tell(landed.subList(from, Math.min(landed.size(), from + OUTCOMES_PER_REQUEST)));
    }
  }
}
