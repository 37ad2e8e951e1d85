package dev.millrace.store.files;

import dev.millrace.core.value.Digest;
import java.util.regex.Pattern;

/**
 * Paths of steps as names of files: {@code each[2]/train} is {@code each-2+train}. Nothing but the
 * path of a step gets that far, and two paths never have one name: neither character is part of a
 * step's id.
 */
final class StepNames {
  private static final String SEGMENT = "[a-z][a-z0-9_]{0,199}(\\[\\d{1,9}])?";
  private static final Pattern PATH = Pattern.compile(SEGMENT + "(/" + SEGMENT + "){0,31}");

  /** Of a name: file systems allow 255 bytes, and more is put behind it. */
  private static final int LONGEST = 200;

  private static final int DIGITS = 32;

  private StepNames() {}

  static String fileName(String step) {
    if (!PATH.matcher(step).matches()) {
      throw new IllegalArgumentException("not a step's path: '" + step + "'");
    }
    String name = step.replace('/', '+').replace('[', '-').replace("]", "");
    // No short name has a tilde.
    return name.length() <= LONGEST
        ? name
        : name.substring(0, LONGEST - DIGITS - 1)
            + "~"
            + Digest.of(step).hex().substring(0, DIGITS);
  }
}
