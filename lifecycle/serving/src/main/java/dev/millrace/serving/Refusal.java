package dev.millrace.serving;

import io.helidon.http.Status;

/**
 * A request that is not answered, with its status and the one message for the caller. It carries no
 * stack trace: it says what is wrong with a request, not with the program.
 */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Status status;

  private Refusal(Status status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  static Refusal badRequest(String message) {
    return new Refusal(Status.BAD_REQUEST_400, message);
  }

  static Refusal forbidden(String message) {
    return new Refusal(Status.FORBIDDEN_403, message);
  }

  static Refusal notFound(String message) {
    return new Refusal(Status.NOT_FOUND_404, message);
  }

  static Refusal tooLarge(String message) {
    return new Refusal(Status.REQUEST_ENTITY_TOO_LARGE_413, message);
  }

  static Refusal unsupported(String message) {
    return new Refusal(Status.UNSUPPORTED_MEDIA_TYPE_415, message);
  }

  static Refusal tooMany(String message) {
    return new Refusal(Status.TOO_MANY_REQUESTS_429, message);
  }

  static Refusal unavailable(String message) {
    return new Refusal(Status.SERVICE_UNAVAILABLE_503, message);
  }

  Status status() {
    return status;
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
