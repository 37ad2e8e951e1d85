package dev.millrace.app.init;

import dev.millrace.core.value.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts as they stand in a pipeline file, whatever characters they hold. */
final class Yaml {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Words that some reader of YAML, of 1.1 or 1.2, does not take for text. */
  private static final Set<String> WORDS =
      Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

  private static final int LINE = 110;

  private Yaml() {}

  /** A text within brackets, with no expression in it. */
  static String text(String text) {
    return PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(java.util.Locale.ROOT))
        ? text
        : quoted(literal(text));
  }

  static String texts(Collection<String> texts) {
    return texts.stream().map(Yaml::text).collect(Collectors.joining(", ", "[", "]"));
  }

  /** What an expression would begin with means itself. */
  static String literal(String text) {
    return text.replace("${", "$${");
  }

  static String quoted(String text) {
    return Json.mapper().writeValueAsString(text);
  }

  /** A text that goes to the end of the line, where that can be without quotes. */
  static String line(String text) {
    boolean plain =
        text.matches("[A-Za-z(][^\\p{Cntrl}]*")
            && !text.contains(": ")
            && !text.contains(" #")
            && !text.endsWith(":")
            && text.equals(text.strip());
    return plain ? literal(text) : quoted(literal(text));
  }

  /** A name as prose has it. */
  static String shown(String name) {
    String plain = name.replaceAll("\\p{Cntrl}", "�");
    return plain.length() <= 60 ? plain : plain.substring(0, 60) + "…";
  }

  /** Lines of a comment. */
  static String comment(String indent, String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(indent + "#");
    for (String word : text.split(" ", -1)) {
      if (line.length() + 1 + word.length() > LINE && line.length() > indent.length() + 1) {
        lines.add(line.toString());
        line = new StringBuilder(indent + "#");
      }
      line.append(' ').append(word);
    }
    lines.add(line.toString());
    return String.join("\n", lines) + "\n";
  }
}
