package dev.millrace.serving;

import java.time.Duration;

/**
 * How much one caller may ask for; beyond it a request is refused, so that no request costs another
 * its answer.
 *
 * @param bodyBytes of a request; 413 beyond
 * @param rows of an inference request, and labels of a labels request; 413 beyond
 * @param concurrentRequests being answered at once; 429 beyond
 * @param connections open at once; further ones wait to be accepted
 * @param headerBytes of all headers of a request; 400 beyond
 * @param requestLineBytes method, URL and version; 400 beyond
 * @param readTimeout for a caller that stops sending in the middle of a request
 * @param shutdownGrace how long a closing server waits for requests it has accepted
 */
public record Limits(
    int bodyBytes,
    int rows,
    int concurrentRequests,
    int connections,
    int headerBytes,
    int requestLineBytes,
    Duration readTimeout,
    Duration shutdownGrace) {

  /** Generous for one machine: a batch of ten thousand rows fits, a flood does not. */
  public static final Limits STANDARD =
      new Limits(
          8 << 20,
          10_000,
          128,
          1_024,
          16 << 10,
          4 << 10,
          Duration.ofSeconds(30),
          Duration.ofSeconds(10));

  /** The same with another bound on requests answered at once. */
  public Limits withConcurrentRequests(int requests) {
    return new Limits(
        bodyBytes,
        rows,
        requests,
        connections,
        headerBytes,
        requestLineBytes,
        readTimeout,
        shutdownGrace);
  }
}
