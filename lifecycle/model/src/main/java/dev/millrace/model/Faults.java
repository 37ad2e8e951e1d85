package dev.millrace.model;

import dev.millrace.core.error.UserError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What is wrong with some rows: the first few faults in words, the others by their number. */
final class Faults {

  private static final int SHOWN = 5;
  private static final int BRIEF = 40;

  private final List<String> shown = new ArrayList<>();
  private String remedy = "";
  private int count;

  void add(String fault) {
    if (count < SHOWN) {
      shown.add(fault);
    }
    count++;
  }

  void add(Signature.Field field, int row, String expected, @Nullable JsonNode found) {
    add(
        "row "
            + row
            + ", input '"
            + field.name()
            + "': expected "
            + expected
            + ", found "
            + brief(found));
  }

  /** What to do about the last fault; the first remedy stands. */
  void remedy(String what) {
    if (remedy.isEmpty()) {
      remedy = what;
    }
  }

  void throwIfAny() {
    if (count == 0) {
      return;
    }
    String more = count > SHOWN ? "; and " + (count - SHOWN) + " more" : "";
    UserError error = UserError.usage(String.join("; ", shown) + more);
    throw remedy.isEmpty() ? error : error.hint(remedy);
  }

  /** A value as it was written, cut short. */
  static String brief(@Nullable JsonNode value) {
    if (value == null) {
      return "nothing";
    }
    String text = value.toString();
    return text.length() <= BRIEF ? text : text.substring(0, BRIEF) + "…";
  }
}
