package dev.millrace.serving;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import org.jspecify.annotations.Nullable;

/** Answers what is not HTTP enough to reach a route, in the same form as every other error. */
final class BrokenRequests implements DirectHandler {

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType event,
      Status status,
      ServerResponseHeaders headers,
      @Nullable String message) {
    headers.set(HeaderNames.CONTENT_TYPE, "application/json");
    return TransportResponse.builder()
        .status(status)
        .headers(headers)
        .keepAlive(false)
        .entity(ErrorBody.of(sentence(status)))
        .build();
  }

  private static String sentence(Status status) {
    return switch (status.code()) {
      case 413 -> "the body is larger than this server takes";
      case 414 -> "the URL is longer than this server takes";
      case 431 -> "the headers are larger than this server takes";
      case 500 -> "the server failed to answer; its log says why";
      default -> "not a request this server can read: " + status.reasonPhrase();
    };
  }
}
