package dev.millrace.serving.text;

import dev.millrace.core.error.UserError;
import java.util.regex.Pattern;

/**
 * The name of a model, safe as a file name and as a part of a URL. What is not is refused rather
 * than rewritten, so that no two models share a directory.
 */
public final class ModelName {

  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private ModelName() {}

  public static boolean isSafe(String name) {
    return SAFE.matcher(name).matches();
  }

  /**
   * The name itself.
   *
   * @throws UserError if it is not safe
   */
  public static String checked(String name) {
    if (!isSafe(name)) {
      throw UserError.usage(
              "model name '"
                  + printable(name)
                  + "' cannot be served: expected at most 100 letters, digits, '.', '_' and '-',"
                  + " a letter or digit first")
          .hint("give the model another name");
    }
    return name;
  }

  private static String printable(String name) {
    String brief = name.length() > 100 ? name.substring(0, 100) + "…" : name;
    return brief.replaceAll("\\p{Cntrl}", "?");
  }
}
