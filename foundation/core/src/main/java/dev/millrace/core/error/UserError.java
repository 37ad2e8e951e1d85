package dev.millrace.core.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something the person asked for that cannot be done, said so that they can act on it: what, where,
 * what was expected, what was found, and a hint. Shown without a stack trace; every other exception
 * is a bug and shown with one.
 */
public final class UserError extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Kind kind;
  private final @Nullable String hint;

  private UserError(Kind kind, String message, @Nullable String hint, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.hint = hint;
  }

  /**
   * What class of failure this is; the command line turns it into an exit code, the server into a
   * status.
   */
  public enum Kind {
    FAILURE(1),
    USAGE(2),
    RUN_FAILED(3),
    GATE_REFUSED(4),
    NOT_FOUND(5),
    UNREACHABLE(6);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    public int exitCode() {
      return exitCode;
    }
  }

  /** A failure of what was asked, such as an unreadable file. */
  public static UserError failure(String message) {
    return new UserError(Kind.FAILURE, message, null, null);
  }

  /** A request that is itself wrong: an unknown option, a pipeline file with problems. */
  public static UserError usage(String message) {
    return new UserError(Kind.USAGE, message, null, null);
  }

  public static UserError runFailed(String message) {
    return new UserError(Kind.RUN_FAILED, message, null, null);
  }

  /** A gate of a pipeline said no: validation, blessing, serving check. */
  public static UserError gateRefused(String message) {
    return new UserError(Kind.GATE_REFUSED, message, null, null);
  }

  public static UserError notFound(String message) {
    return new UserError(Kind.NOT_FOUND, message, null, null);
  }

  /** A server that does not answer. */
  public static UserError unreachable(String message) {
    return new UserError(Kind.UNREACHABLE, message, null, null);
  }

  /** The same error with what to do about it. */
  public UserError hint(String hint) {
    return withTrace(new UserError(kind, text(), hint, getCause()));
  }

  /** The same error with the exception that revealed it, kept for logs. */
  public UserError causedBy(Throwable cause) {
    return withTrace(new UserError(kind, text(), hint, cause));
  }

  private UserError withTrace(UserError copy) {
    copy.setStackTrace(getStackTrace());
    return copy;
  }

  private String text() {
    return String.valueOf(getMessage());
  }

  public Kind kind() {
    return kind;
  }

  public Optional<String> hint() {
    return Optional.ofNullable(hint);
  }
}
