package dev.millrace.core.component;

/** A gate's no: the step did its work, and what follows it must not happen. Not a failure. */
public final class GateRefused extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param reason in words, with the figures it rests on
   */
  public GateRefused(String reason) {
    super(reason);
  }

  public String reason() {
    return String.valueOf(getMessage());
  }
}
