package dev.millrace.core.pipeline;

import dev.millrace.core.expression.Reference;
import java.util.regex.Pattern;

/** The names that a pipeline, its steps and its parameters may have. */
public final class Names {

  /** The rule for pipelines, in words. */
  public static final String PIPELINE =
      "a lower-case letter, then at most 99 lower-case letters, digits, '-' and '_'";

  /** The rule for steps and parameters, in words. */
  public static final String ID =
      "a lower-case letter, then at most 99 lower-case letters, digits and '_'";

  private static final Pattern PIPELINE_PATTERN = Pattern.compile("[a-z][a-z0-9_-]{0,99}");

  private Names() {}

  /** True of a name that a pipeline, and so a model, may have. */
  public static boolean isPipeline(String name) {
    return PIPELINE_PATTERN.matcher(name).matches();
  }

  /** True of an id that a step or a parameter may have. */
  public static boolean isId(String id) {
    return Reference.ID.matcher(id).matches();
  }
}
