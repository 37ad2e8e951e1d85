package dev.millrace.data.rows;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.core.error.UserError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;

/**
 * How one file is written: its dialect, with what was left open found by looking.
 *
 * @param mark bytes of the byte order mark
 */
record CsvLayout(
    Dialect dialect, char delimiter, char quote, char escape, Charset charset, int mark) {

  private static final String DELIMITERS = ",\t;|";
  private static final int LINES = 100;

  /** What the first bytes of a file say, packed and encoded as they may be. */
  static CsvLayout find(Path file, Dialect dialect) throws IOException {
    byte[] begin = TextInput.begin(file);
    int mark = mark(begin);
    Charset marked =
        switch (mark == 0 ? 0 : begin[0] & 0xff) {
          case 0xff -> UTF_16LE;
          case 0xfe -> UTF_16BE;
          default -> UTF_8;
        };
    Charset named = dialect.encoding().map(Charset::forName).orElse(marked);
    Charset charset = mark == 2 && named.name().startsWith("UTF-16") ? marked : named;
    char quote = dialect.quote().orElse("\"").charAt(0);
    CsvLayout layout =
        new CsvLayout(
            dialect,
            dialect.delimiter().orElse(",").charAt(0),
            quote,
            dialect.escape().map(sign -> sign.charAt(0)).orElse(quote),
            charset,
            mark);
    if (dialect.delimiter().isPresent()) {
      return layout;
    }
    String text = new String(begin, mark, begin.length - mark, charset);
    return layout.separatedBest(text.getBytes(UTF_8), file.toString().contains(".tsv"));
  }

  private static int mark(byte[] begin) {
    if (startsWith(begin, 0xef, 0xbb, 0xbf)) {
      return 3;
    }
    return startsWith(begin, 0xff, 0xfe) || startsWith(begin, 0xfe, 0xff) ? 2 : 0;
  }

  private static boolean startsWith(byte[] begin, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= begin.length || (begin[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * The delimiter that most rows agree about with the first, and of these the one that cuts most.
   */
  private CsvLayout separatedBest(byte[] text, boolean tabs) throws IOException {
    CsvLayout best = separated(tabs ? '\t' : ',');
    double score = tabs ? 1 : 0;
    for (int i = 0; i < DELIMITERS.length(); i++) {
      char candidate = DELIMITERS.charAt(i);
      double found = separated(candidate).agreement(text);
      if (found > score) {
        score = found;
        best = separated(candidate);
      }
    }
    return best;
  }

  private CsvLayout separated(char sign) {
    return new CsvLayout(dialect, sign, quote, escape, charset, mark);
  }

  /** More than 1 if the rows have more than one value, by how many agree with the first row. */
  private double agreement(byte[] text) throws IOException {
    CsvScanner scanner = new CsvScanner(new ByteArrayInputStream(text), this, 0);
    int expected = 0;
    int rows = 0;
    int agreeing = 0;
    try {
      for (var step = scanner.next(false);
          step != CsvScanner.Step.END && rows < LINES;
          step = scanner.next(false)) {
        boolean whole = step == CsvScanner.Step.ROW;
        expected = rows == 0 ? scanner.fields() : expected;
        agreeing += whole && scanner.fields() == expected ? 1 : 0;
        rows++;
      }
    } catch (UserError _) {
      rows++; // a value that goes on behind what was looked at
    }
    return expected < 2 || rows == 0 ? 0 : agreeing / (double) rows * 1e6 + expected;
  }

  /** True if DuckDB can be given the file as it is. */
  boolean common() {
    return charset.equals(UTF_8) && !dialect.translates();
  }

  /** For people. */
  String text() {
    String sign =
        switch (delimiter) {
          case '\t' -> "tabs";
          case ',' -> "commas";
          case ';' -> "semicolons";
          default -> "'" + delimiter + "'";
        };
    return "values separated by " + sign + ", quoted by " + quote + ", " + charset.name();
  }
}
