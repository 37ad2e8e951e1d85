package dev.millrace.store.files;

import java.util.regex.Pattern;

/** Step ids become names of files, so nothing but a step id may get that far. */
final class StepNames {
  private static final Pattern STEP = Pattern.compile("[a-z][a-z0-9_]{0,199}");

  private StepNames() {}

  static String check(String step) {
    if (!STEP.matcher(step).matches()) {
      throw new IllegalArgumentException("not a step's id: '" + step + "'");
    }
    return step;
  }
}
