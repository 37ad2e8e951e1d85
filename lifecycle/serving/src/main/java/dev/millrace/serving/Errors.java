package dev.millrace.serving;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.UncheckedIOException;

/** Turns what a route throws into an answer. A bug is logged whole and answered without detail. */
final class Errors {

  private static final System.Logger LOGGER = System.getLogger(Errors.class.getName());

  private Errors() {}

  static void handle(HttpRouting.Builder routing) {
    routing
        .error(Refusal.class, (request, response, refusal) -> refuse(response, refusal))
        .error(HttpException.class, Errors::http)
        .error(UncheckedIOException.class, Errors::broken)
        .error(RuntimeException.class, Errors::bug);
  }

  private static void refuse(ServerResponse response, Refusal refusal) {
    if (refusal.status().equals(Status.TOO_MANY_REQUESTS_429)) {
      response.header(HeaderNames.RETRY_AFTER, "1");
    }
    send(response, refusal.status(), refusal.message());
  }

  private static void http(ServerRequest request, ServerResponse response, HttpException e) {
    if (!e.keepAlive()) {
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
    send(response, e.status(), "the request cannot be answered: " + e.status().reasonPhrase());
  }

  /** The caller went away or stopped sending: nobody may be there to read this. */
  private static void broken(ServerRequest request, ServerResponse response, Exception e) {
    response.header(HeaderValues.CONNECTION_CLOSE);
    send(response, Status.BAD_REQUEST_400, "the request ended early");
  }

  private static void bug(ServerRequest request, ServerResponse response, RuntimeException e) {
    LOGGER.log(System.Logger.Level.ERROR, "failed to answer " + request.path().path(), e);
    send(
        response,
        Status.INTERNAL_SERVER_ERROR_500,
        "the server failed to answer; its log says why");
  }

  private static void send(ServerResponse response, Status status, String message) {
    response.status(status).header(HeaderValues.CONTENT_TYPE_JSON).send(ErrorBody.of(message));
  }
}
