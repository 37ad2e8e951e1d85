package dev.millrace.serving;

import dev.millrace.core.error.UserError;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * The one way out: every HTTP request that Millrace sends to another server goes through here. It
 * asks the server it was given and no other, since it follows no redirect, and reads no more of an
 * answer than it can bear. For many threads at once.
 */
final class OutgoingHttp implements AutoCloseable {

  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final long MOST_ANSWER_BYTES = 32 << 20;

  private final String base;
  private final Duration timeout;
  private final HttpClient http;

  /**
   * @param server such as {@code http://127.0.0.1:8470}; what is asked lies below it
   * @param timeout of connecting, and of each answer
   * @throws UserError if the URL is not one of a server
   */
  OutgoingHttp(URI server, Duration timeout) {
    this.base = checked(server);
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
  }

  /** What came back, whatever its status. */
  record Answer(URI from, int status, String body) {}

  Answer get(String path) throws InterruptedException {
    return send(request(path).GET());
  }

  Answer postJson(String path, String json) throws InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  @Override
  public void close() {
    http.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(timeout);
  }

  private Answer send(HttpRequest.Builder builder) throws InterruptedException {
    HttpRequest request = builder.build();
    try {
      HttpResponse<String> response =
          http.send(
              request,
              BodyHandlers.limiting(
                  BodyHandlers.ofString(StandardCharsets.UTF_8), MOST_ANSWER_BYTES));
      return new Answer(request.uri(), response.statusCode(), response.body());
    } catch (IOException e) {
      throw unreachable(request.uri(), e).causedBy(e);
    }
  }

  private UserError unreachable(URI asked, IOException problem) {
    String within = " within " + timeout.toSeconds() + " s";
    return switch (problem) {
      case HttpConnectTimeoutException e -> noAnswer(asked, "no connection" + within);
      case HttpTimeoutException e -> noAnswer(asked, "it said nothing" + within);
      case ConnectException e when unresolved(e) -> noAnswer(asked, "there is no such host");
      case ConnectException e ->
          noAnswer(asked, "nothing listens there")
              .hint("is the server running? 'millrace serve' starts one");
      default -> noAnswer(asked, "it broke off: " + problem.getMessage());
    };
  }

  private static UserError noAnswer(URI asked, String why) {
    return UserError.unreachable("no answer from " + asked + ": " + why);
  }

  private static boolean unresolved(Throwable problem) {
    Throwable cause = problem.getCause();
    return cause != null && (cause instanceof UnresolvedAddressException || unresolved(cause));
  }

  private static String checked(URI server) {
    String scheme = String.valueOf(server.getScheme()).toLowerCase(Locale.ROOT);
    boolean plain =
        server.getRawUserInfo() == null
            && server.getRawQuery() == null
            && server.getRawFragment() == null;
    if (!SCHEMES.contains(scheme) || server.getHost() == null || !plain) {
      throw UserError.usage("'" + shown(server) + "' is not the URL of a server")
          .hint("give http or https, a host and a port, such as http://127.0.0.1:8470");
    }
    return server.toString().replaceAll("/+$", "");
  }

  /** Without what may be a password. */
  private static String shown(URI server) {
    return server.toString().replaceAll("//[^/@]*@", "//…@");
  }
}
