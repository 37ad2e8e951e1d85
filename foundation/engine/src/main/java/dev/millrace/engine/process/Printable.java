package dev.millrace.engine.process;

import java.util.regex.Pattern;

/** Text that a terminal shows and does not obey. */
final class Printable {

  /** Control sequences (ECMA-48, 5.4): colours, and much worse. */
  private static final Pattern SEQUENCE = Pattern.compile("\\x1b\\[[0-?]*[ -/]*[@-~]");

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\t]]");

  private Printable() {}

  /** Without control sequences; other control characters have a sign in their place. */
  static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i)) && text.charAt(i) != '\t') {
        String plain = SEQUENCE.matcher(text).replaceAll("");
        return CONTROL.matcher(plain).replaceAll("\uFFFD");
      }
    }
    return text;
  }
}
