package dev.millrace.cli;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Plain text and values as Markdown shows them unchanged. */
final class Markdown {

  private static final Pattern LINK = Pattern.compile("\\[([^]]*)]\\([^)]*\\)");

  /** What YAML reads as the text that it is. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_./%+-]*");

  private Markdown() {}

  /** Text within a table. */
  static String cell(String text) {
    return text(text).replace("|", "\\|");
  }

  /** Text on one line. */
  static String text(String text) {
    return text.strip()
        .replaceAll("\\s*\\R\\s*", " ")
        .replace("*", "\\*")
        .replace("<", "&lt;")
        .replace("[", "\\[");
  }

  static String code(String text) {
    return "`" + text.replace("|", "\\|") + "`";
  }

  /** What links to a heading, by the rule of GitHub's pages. */
  static String anchor(String heading) {
    String shown =
        LINK.matcher(heading).replaceAll(found -> Matcher.quoteReplacement(found.group(1)));
    return shown
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
        .replace(' ', '-');
  }

  /** The number without what says nothing, in groups of three digits. */
  static String number(double value) {
    BigDecimal number = BigDecimal.valueOf(value).stripTrailingZeros();
    return number.scale() > 0
        ? number.toPlainString()
        : String.format(Locale.ROOT, "%,d", number.toBigIntegerExact());
  }

  /** A value as one writes it in a line of YAML. */
  static String yaml(JsonNode value) {
    if (value.isArray()) {
      return joined(value.valueStream().map(Markdown::yaml), "[", "]");
    }
    if (value.isObject()) {
      return joined(
          value.propertyStream().map(entry -> entry.getKey() + ": " + yaml(entry.getValue())),
          "{ ",
          " }");
    }
    if (value.isNumber()) {
      return value.decimalValue().stripTrailingZeros().toPlainString();
    }
    return value.isString() && PLAIN.matcher(value.stringValue()).matches()
        ? value.stringValue()
        : value.toString();
  }

  private static String joined(Stream<String> parts, String open, String close) {
    return parts.collect(Collectors.joining(", ", open, close));
  }
}
