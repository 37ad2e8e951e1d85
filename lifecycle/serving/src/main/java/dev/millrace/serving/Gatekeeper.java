package dev.millrace.serving;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What every request passes first: it must name this server as its host and come from no other
 * origin (a page that rebinds its own name to this machine does neither), it must find room among
 * those being answered, and the server must not be closing.
 */
final class Gatekeeper implements Filter {

  private static final List<String> OWN_NAMES = List.of("localhost", "127.0.0.1", "[::1]");

  private final int capacity;
  private final Semaphore room;
  private volatile Set<String> hosts = Set.of();
  private volatile Set<String> origins = Set.of();
  private volatile boolean closing;

  Gatekeeper(int capacity) {
    this.capacity = capacity;
    this.room = new Semaphore(capacity);
  }

  /** Tells the port, known once the server listens; until then every request is refused. */
  void open(int port) {
    List<String> own = OWN_NAMES.stream().map(name -> name + ":" + port).toList();
    hosts = Set.copyOf(own);
    origins = Set.copyOf(own.stream().map(name -> "http://" + name).toList());
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    requireOwnHost(request);
    requireOwnOrigin(request);
    if (closing) {
      throw Refusal.unavailable("the server is shutting down");
    }
    if (request.prologue().method().equals(Method.GET)) {
      chain.proceed();
      return;
    }
    if (!room.tryAcquire()) {
      throw Refusal.tooMany(
          "the server is answering " + capacity + " requests already; try again in a second");
    }
    try {
      chain.proceed();
    } finally {
      room.release();
    }
  }

  /** Refuses what comes from now on and waits for what was accepted, at most so long. */
  void close(Duration grace) {
    closing = true;
    try {
      room.tryAcquire(capacity, grace.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void requireOwnHost(RoutingRequest request) {
    Optional<String> host = request.headers().first(HeaderNames.HOST);
    if (host.isEmpty() || !hosts.contains(host.get())) {
      throw Refusal.forbidden(
          "the request is for host '"
              + RequestJson.brief(host.orElse(""))
              + "'; this server answers only as "
              + String.join(", ", hosts.stream().sorted().toList()));
    }
  }

  private void requireOwnOrigin(RoutingRequest request) {
    Optional<String> origin = request.headers().first(HeaderNames.ORIGIN);
    if (origin.isPresent() && !origins.contains(origin.get())) {
      throw Refusal.forbidden(
          "the request comes from a page of '"
              + RequestJson.brief(origin.get())
              + "'; this server answers no other site");
    }
  }
}
