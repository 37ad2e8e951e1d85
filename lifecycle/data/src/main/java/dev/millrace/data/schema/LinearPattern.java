package dev.millrace.data.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;

/**
 * A regular expression that always ends: RE2/J simulates an automaton, so that a match takes time
 * in proportion to the text, whatever the expression (Cox, "Regular Expression Matching Can Be
 * Simple And Fast", 2007). The automaton itself grows with repetitions written as {@code {n}}, and
 * those within one another multiply; so they are limited.
 */
public final class LinearPattern {

  private static final int MOST_CHARACTERS = 1000;

  /** As many repetitions within one another as RE2 itself takes of a single one. */
  private static final int MOST_REPEATS = 1000;

  /** What stands between braces. */
  private static final java.util.regex.Pattern COUNTS =
      java.util.regex.Pattern.compile("(\\d{1,9}),?(\\d{0,9})");

  private final Pattern compiled;

  private LinearPattern(Pattern compiled) {
    this.compiled = compiled;
  }

  /**
   * Compiles an expression in RE2's syntax, which has no back references and no lookaround.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static LinearPattern of(String expression) {
    if (expression.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException("is longer than " + MOST_CHARACTERS + " characters");
    }
    if (expression.contains("\\Q")) {
      throw new IllegalArgumentException(
          "quotes by \\Q; write a backslash before each sign that is to mean itself");
    }
    if (repeats(expression) > MOST_REPEATS) {
      throw new IllegalArgumentException(
          "repeats more than "
              + MOST_REPEATS
              + " times, repetitions within one another multiplied");
    }
    try {
      return new LinearPattern(Pattern.compile(expression));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "is not understood: " + e.getDescription() + " at '" + e.getPattern() + "'", e);
    }
  }

  /** Whether it describes all of a text. */
  public boolean matches(String text) {
    return compiled.matches(text);
  }

  /**
   * The largest product of repetitions within one another. A bracket in a class or after a
   * backslash is a character like others.
   */
  private static long repeats(String expression) {
    Deque<Long> open = new ArrayDeque<>();
    long inside = 1;
    long last = 1;
    long most = 1;
    boolean inClass = false;
    for (int i = 0; i < expression.length(); i++) {
      char c = expression.charAt(i);
      if (c == '\\') {
        i = escapeEnd(expression, i);
        last = 1;
      } else if (inClass) {
        inClass = c != ']';
      } else if (c == '(') {
        open.push(inside);
        inside = 1;
      } else if (c == ')' && !open.isEmpty()) {
        last = inside;
        inside = Math.max(open.pop(), last);
      } else if (c == '{') {
        last = Math.min(last * count(expression, i), Integer.MAX_VALUE);
        inside = Math.max(inside, last);
        most = Math.max(most, inside);
      } else if (c == '[') {
        inClass = true;
        last = 1;
        i = classStart(expression, i);
      } else if (!isRepeat(c, expression, i)) {
        last = 1;
      }
    }
    return most;
  }

  /** The last character of an escape, such as of {@code \d}, {@code \x{1F600}} or {@code \pL}. */
  private static int escapeEnd(String expression, int backslash) {
    boolean named = expression.startsWith("{", backslash + 2);
    boolean takesName =
        backslash + 1 < expression.length() && "xpP".indexOf(expression.charAt(backslash + 1)) >= 0;
    int end = named && takesName ? expression.indexOf('}', backslash) : -1;
    return end < 0 ? backslash + 1 : end;
  }

  /** The last character of how a class opens; a bracket that closes nothing is a member of it. */
  private static int classStart(String expression, int bracket) {
    int at = expression.startsWith("^", bracket + 1) ? bracket + 1 : bracket;
    return expression.startsWith("]", at + 1) ? at + 1 : at;
  }

  /** Signs after which what was repeated is still what comes next may repeat. */
  private static boolean isRepeat(char c, String expression, int at) {
    int brace = expression.lastIndexOf('{', at);
    boolean inBraces = brace >= 0 && expression.indexOf('}', brace) >= at;
    return inBraces || c == '*' || c == '+' || c == '?';
  }

  /** The larger number in braces; 1 if there is none. */
  private static long count(String expression, int brace) {
    int end = expression.indexOf('}', brace);
    Matcher counts = COUNTS.matcher(end < 0 ? "" : expression.substring(brace + 1, end));
    if (!counts.matches()) {
      return 1;
    }
    long least = Long.parseLong(counts.group(1));
    long most = counts.group(2).isEmpty() ? least : Long.parseLong(counts.group(2));
    return Math.max(1, Math.max(least, most));
  }
}
