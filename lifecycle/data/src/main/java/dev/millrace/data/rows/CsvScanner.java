package dev.millrace.data.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.core.error.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Walks through the rows of a CSV text in UTF-8, a row at a time, as RFC 4180 has it: a value may
 * stand in quotes, and then hold delimiters, line breaks, and quotes behind an escape. What the RFC
 * does not allow, such as a quote in the middle of a plain value, makes the row a bad one; nothing
 * is guessed. The line break after the mistake is taken for the end of a bad row.
 *
 * <p>The current row's values are places in one buffer, good until the next call of {@link #next}.
 * A row that the buffer does not hold whole is looked at again from its beginning once there is
 * more of it: rows are short and buffers long. The buffer grows with the longest row, up to a
 * bound.
 */
final class CsvScanner {

  /** A longer row is a mistake, or a quote that was never closed. */
  static final int LONGEST_ROW = 16 << 20;

  private static final int INCOMPLETE = -1;
  private static final int BROKEN = -2;
  private static final int BUFFER = 1 << 20;
  private static final byte[] NONE = {};

  /** What the call of {@link #next} came to. */
  enum Step {
    ROW,
    BAD,
    END
  }

  private final InputStream text;
  private final byte delimiter;
  private final byte quote;
  private final byte escape;
  private final boolean[] stops = new boolean[256];

  private byte[] buffer = new byte[BUFFER];
  private int at;
  private int limit;
  private boolean ended;
  private long before;

  private long line = 1;
  private long rowLine;
  private int fields;
  private int[] from = new int[64];
  private int[] to = new int[64];
  private boolean[] quoted = new boolean[64];
  private boolean[] escaped = new boolean[64];

  private int begin;
  private byte[] bad = NONE;
  private int brokenAt;
  private boolean inQuotes;
  private String problem = "";

  private boolean windowsBreaks;
  private boolean unixBreaks;
  private boolean blanks;
  private boolean brokenValues;
  private int longest;

  /**
   * @param offset of the text's first byte in its file
   */
  CsvScanner(InputStream text, CsvLayout layout, long offset) {
    this.text = text;
    before = offset;
    delimiter = (byte) layout.delimiter();
    quote = (byte) layout.quote();
    escape = (byte) layout.escape();
    for (byte stop : new byte[] {delimiter, quote, '\n', '\r'}) {
      stops[stop] = true;
    }
  }

  /** Where the next row begins in the file. */
  long offset() {
    return before + at;
  }

  /** The number of the line that the current row begins in, from 1. */
  long rowLine() {
    return rowLine;
  }

  /** The number of the line that the next row begins in. */
  long line() {
    return line;
  }

  int fields() {
    return fields;
  }

  /** Why the row is a bad one. */
  String problem() {
    return problem;
  }

  byte[] bytes() {
    return buffer;
  }

  int from(int field) {
    return from[field];
  }

  int to(int field) {
    return to[field];
  }

  boolean quoted(int field) {
    return quoted[field];
  }

  boolean escaped(int field) {
    return escaped[field];
  }

  /** True if the text so far keeps to one kind of line break and has no blank lines. */
  boolean regular() {
    return !blanks && !(windowsBreaks && unixBreaks);
  }

  boolean windows() {
    return windowsBreaks;
  }

  /** True if a value so far has a line break. */
  boolean brokenValues() {
    return brokenValues;
  }

  /** Bytes of the longest row. */
  int longest() {
    return longest;
  }

  /** What the current row looks like, whether it is a bad one or not. */
  String rowText() {
    byte[] row = bad.length > 0 ? bad : Arrays.copyOfRange(buffer, begin, at);
    int end = row.length;
    while (end > 0 && (row[end - 1] == '\n' || row[end - 1] == '\r')) {
      end--;
    }
    return RowText.of(row, 0, end);
  }

  /** A value as text, without its quotes and escapes. */
  String value(int field) {
    String value = new String(buffer, from[field], to[field] - from[field], UTF_8);
    if (!escaped[field]) {
      return value;
    }
    StringBuilder plain = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) == (char) escape && i + 1 < value.length()) {
        i++;
      }
      plain.append(value.charAt(i));
    }
    return plain.toString();
  }

  /**
   * Goes to the next row.
   *
   * @param single whether rows have one value, so that a blank line is one; elsewhere it is nothing
   * @throws UserError if a quote is never closed
   */
  Step next(boolean single) throws IOException {
    while (at + 1 < limit || load() || at < limit) {
      int broken = lineBreak(at);
      if (broken == 0 || single) {
        return row();
      }
      at += broken;
      line++;
      blanks = true;
    }
    return Step.END;
  }

  private Step row() throws IOException {
    rowLine = line;
    bad = NONE;
    while (true) {
      fields = 0;
      int end = parse();
      if (end >= 0) {
        longest = Math.max(longest, end - at);
        begin = at;
        at = end;
        return Step.ROW;
      }
      boolean tooLong = end == INCOMPLETE && limit - at >= LONGEST_ROW;
      if (tooLong || (end == INCOMPLETE && ended)) {
        requireUnquoted();
        problem = "a row of more than " + (LONGEST_ROW >> 20) + " MiB";
        brokenAt = limit;
      }
      if (tooLong || end == BROKEN) {
        return skipBad();
      }
      load();
    }
  }

  /**
   * Finds the values of the row that begins at {@link #at}, if the buffer holds it whole.
   *
   * @return where the next row begins, {@link #INCOMPLETE} or {@link #BROKEN}
   */
  private int parse() {
    int lines = 0;
    int signs = 0;
    int i = at;
    while (true) {
      boolean isQuoted = i < limit && buffer[i] == quote;
      int start = isQuoted ? i + 1 : i;
      boolean isEscaped = false;
      inQuotes = isQuoted;
      if (isQuoted) {
        for (i = start; i < limit && (buffer[i] != quote || escapedQuote(i)); i++) {
          signs |= buffer[i];
          if (buffer[i] == escape && i + 1 < limit) {
            isEscaped = true;
            signs |= buffer[++i];
          }
          lines += buffer[i] == '\n' ? 1 : 0;
        }
        if (i == limit) {
          return INCOMPLETE;
        }
        inQuotes = false;
      } else {
        byte b;
        while (i < limit && !stops[(b = buffer[i]) & 0xff]) {
          signs |= b;
          i++;
        }
      }
      add(start, i, isQuoted, isEscaped);
      i += isQuoted ? 1 : 0;
      if (i + 1 >= limit && !ended) {
        return INCOMPLETE; // a quote or a carriage return is understood by what follows it
      }
      if (i < limit && buffer[i] == delimiter) {
        i++;
      } else {
        return end(i, lines, signs, isQuoted);
      }
    }
  }

  /** Where two quotes stand for one; {@code i} is at a quote. */
  private boolean escapedQuote(int i) {
    return escape == quote && i + 1 < limit && buffer[i + 1] == quote;
  }

  /** The row ends here, or its mistake is here. */
  private int end(int i, int lines, int signs, boolean afterQuote) {
    int broken = i < limit ? lineBreak(i) : 0;
    if (broken == 0 && i < limit) {
      problem =
          buffer[i] == '\r'
              ? "a carriage return that no line feed follows"
              : afterQuote
                  ? "text behind a closing quote"
                  : "a quote inside a value that does not begin with one";
      brokenAt = i;
      line += lines;
      return BROKEN;
    }
    if (signs < 0 && !Utf8.valid(buffer, at, i)) {
      problem = "bytes that are not UTF-8";
      brokenAt = i;
      line += lines;
      return BROKEN;
    }
    windowsBreaks |= broken == 2;
    unixBreaks |= broken == 1;
    brokenValues |= lines > 0;
    line += lines + (broken > 0 ? 1 : 0);
    return i + broken;
  }

  /** How many bytes a line break at a place has: 0 if there is none. */
  private int lineBreak(int i) {
    if (buffer[i] == '\n') {
      return 1;
    }
    return buffer[i] == '\r' && i + 1 < limit && buffer[i + 1] == '\n' ? 2 : 0;
  }

  private void add(int start, int end, boolean isQuoted, boolean isEscaped) {
    if (fields == from.length) {
      from = Arrays.copyOf(from, 2 * fields);
      to = Arrays.copyOf(to, 2 * fields);
      quoted = Arrays.copyOf(quoted, 2 * fields);
      escaped = Arrays.copyOf(escaped, 2 * fields);
    }
    from[fields] = start;
    to[fields] = end;
    quoted[fields] = isQuoted;
    escaped[fields++] = isEscaped;
  }

  private Step skipBad() throws IOException {
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    int from = at;
    at = brokenAt;
    while (true) {
      while (at < limit && buffer[at] != '\n') {
        at++;
      }
      seen.write(buffer, from, Math.min(at - from, RowText.BYTES - seen.size()));
      if (at < limit || ended) {
        bad = seen.toByteArray();
        line += at < limit ? 1 : 0;
        at = Math.min(limit, at + 1);
        return Step.BAD;
      }
      load();
      from = at;
    }
  }

  private void requireUnquoted() {
    if (inQuotes) {
      throw UserError.failure(
              "a quote that is opened in the row of line "
                  + rowLine
                  + (ended ? " is never closed" : " is not closed within 16 MiB"))
          .hint(
              "the file is truncated, or the quote stands for itself; then name the dialect's quote");
    }
  }

  /**
   * Reads on, from the present row's beginning.
   *
   * @return whether there was more
   */
  private boolean load() throws IOException {
    if (ended) {
      return false;
    }
    TextInput.heedInterruption();
    int kept = limit - at;
    byte[] target = kept > buffer.length / 2 ? new byte[2 * buffer.length] : buffer;
    System.arraycopy(buffer, at, target, 0, kept);
    before += at;
    buffer = target;
    at = 0;
    int read = text.readNBytes(buffer, kept, buffer.length - kept);
    limit = kept + read;
    ended = limit < buffer.length;
    return read > 0;
  }
}
