package dev.millrace.data.rows;

import java.util.Locale;
import java.util.Set;

/** Texts that people and programs write where there is no value. */
public final class MissingWords {

  /** In small letters. */
  public static final Set<String> USUAL =
      Set.of(
          "na", "n/a", "#n/a", "<na>", "nan", "null", "none", "nil", "?", "-", "--", ".", "",
          "missing", "unknown", "\\n");

  private MissingWords() {}

  /** Whether a text is usually none, in letters of any size and with spaces around it. */
  public static boolean has(String text) {
    return USUAL.contains(text.strip().toLowerCase(Locale.ROOT));
  }
}
