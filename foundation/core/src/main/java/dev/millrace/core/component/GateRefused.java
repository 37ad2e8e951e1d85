package dev.millrace.core.component;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A gate's no: the step did its work, and what follows it must not happen. Not a failure. */
public final class GateRefused extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final @Nullable String hint;

  /**
   * @param reason in words, with the figures it rests on
   */
  public GateRefused(String reason) {
    this(reason, null);
  }

  private GateRefused(String reason, @Nullable String hint) {
    super(reason);
    this.hint = hint;
  }

  /** The same refusal with what to do about it. */
  public GateRefused hint(String hint) {
    return new GateRefused(reason(), hint);
  }

  public String reason() {
    return String.valueOf(getMessage());
  }

  public Optional<String> hint() {
    return Optional.ofNullable(hint);
  }
}
