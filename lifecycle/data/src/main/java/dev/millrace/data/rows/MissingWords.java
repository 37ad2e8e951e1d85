package dev.millrace.data.rows;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Texts that people and programs write where there is no value. */
public final class MissingWords {

  /** In small letters. */
  public static final Set<String> USUAL =
      Set.of(
          "na", "n/a", "#n/a", "<na>", "nan", "null", "none", "nil", "?", "-", "--", ".", "",
          "missing", "unknown", "\\n");

  private static final Pattern INFINITE = Pattern.compile("(?i)[+-]?inf(inity)?");

  private MissingWords() {}

  /** Whether a text is usually none, in letters of any size and with spaces around it. */
  public static boolean has(String text) {
    return USUAL.contains(text.strip().toLowerCase(Locale.ROOT));
  }

  /** The same of a text among numbers, of which infinity is none either. */
  public static boolean amongNumbers(String text) {
    return has(text) || INFINITE.matcher(text.strip()).matches();
  }
}
