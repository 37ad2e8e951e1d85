package dev.millrace.registry;

import dev.millrace.core.error.UserError;
import java.util.regex.Pattern;

/** Names that appear in addresses, file names and commands, and so keep to plain characters. */
final class Names {
  private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern LABEL = Pattern.compile("[a-z][a-z0-9_-]{0,99}");
  private static final Pattern VERSION = Pattern.compile("v[0-9]+");

  private Names() {}

  static String model(String name) {
    if (!MODEL.matcher(name).matches()) {
      throw refused("a model", name, "letters, digits, '.', '_' and '-', a letter or digit first");
    }
    return name;
  }

  static String environment(String name) {
    if (!LABEL.matcher(name).matches()) {
      throw refused(
          "an environment", name, "lower-case letters, digits, '_' and '-', a letter first");
    }
    return name;
  }

  static String alias(String name) {
    if (!LABEL.matcher(name).matches()) {
      throw refused("an alias", name, "lower-case letters, digits, '_' and '-', a letter first");
    }
    if (VERSION.matcher(name).matches()) {
      throw refused("an alias", name, "a word: this is how versions are written");
    }
    return name;
  }

  private static UserError refused(String kind, String name, String expected) {
    return UserError.usage("'" + name + "' cannot be the name of " + kind)
        .hint("use " + expected + ", at most 100 characters");
  }
}
