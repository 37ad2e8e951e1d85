package dev.millrace.data.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.core.value.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The lines of a file of JSON objects. */
final class JsonLines implements AutoCloseable {

  private static final int LONGEST_LINE = CsvScanner.LONGEST_ROW;

  private final InputStream bytes;
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
  private long number;
  private boolean tooLong;

  private JsonLines(InputStream bytes) {
    this.bytes = bytes;
  }

  static JsonLines open(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(TextInput.unpacked(file), 1 << 16);
    bytes.mark(3);
    byte[] mark = bytes.readNBytes(3);
    if (mark.length < 3 || mark[0] != (byte) 0xef || mark[1] != (byte) 0xbb) {
      bytes.reset();
    }
    return new JsonLines(bytes);
  }

  /** A value: its text as it was written, or a string's characters. */
  record Cell(Kind kind, String text) {}

  /**
   * A line that is not blank.
   *
   * @param number from 1
   * @param problem why it is no row; then there are no cells
   */
  record Line(long number, Map<String, Cell> cells, Optional<String> problem) {

    static Line bad(long number, String problem) {
      return new Line(number, Map.of(), Optional.of(problem));
    }
  }

  /** The next line; null after the last. */
  @Nullable Line next() throws IOException {
    while (fill()) {
      if (tooLong) {
        return Line.bad(number, "a line of more than " + (LONGEST_LINE >> 20) + " MiB");
      }
      byte[] line = buffer.toByteArray();
      if (!blank(line)) {
        return Utf8.valid(line, 0, line.length)
            ? line(line)
            : Line.bad(number, "bytes that are not UTF-8");
      }
    }
    return null;
  }

  private static boolean blank(byte[] line) {
    for (byte sign : line) {
      if (sign != ' ' && sign != '\t' && sign != '\r') {
        return false;
      }
    }
    return true;
  }

  /** What the current line looks like. */
  String text() {
    byte[] line = buffer.toByteArray();
    int end = line.length > 0 && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
    return RowText.of(line, 0, end);
  }

  /** Reads a line into the buffer, of a very long one only that it is; false at the end. */
  private boolean fill() throws IOException {
    TextInput.heedInterruption();
    buffer.reset();
    tooLong = false;
    int sign = bytes.read();
    if (sign < 0) {
      return false;
    }
    number++;
    for (; sign >= 0 && sign != '\n'; sign = bytes.read()) {
      if (buffer.size() < LONGEST_LINE) {
        buffer.write(sign);
      } else {
        tooLong = true;
      }
    }
    return true;
  }

  private Line line(byte[] text) {
    try (JsonParser parser = Json.mapper().createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Line.bad(number, "no JSON object");
      }
      SequencedMap<String, Cell> cells = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        JsonToken token = parser.nextToken();
        if (token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT) {
          return Line.bad(number, nested(key, token));
        }
        Cell cell = cell(token, parser);
        if (!whole(cell.text()) || !whole(key)) {
          return Line.bad(number, "'" + key + "' has half of a surrogate pair, which is no text");
        }
        if (cells.put(key, cell) != null) {
          return Line.bad(number, "the key '" + key + "' twice");
        }
      }
      return parser.nextToken() == null
          ? new Line(number, cells, Optional.empty())
          : Line.bad(number, "more than one JSON object");
    } catch (JacksonException e) {
      return Line.bad(number, "no JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""));
    }
  }

  private static String nested(String key, JsonToken token) {
    String what = token == JsonToken.START_ARRAY ? "list" : "object";
    return "'" + key + "' holds a " + what + ", expected a number, a boolean, a string or null";
  }

  private static boolean whole(String text) {
    return UTF_8.newEncoder().canEncode(text);
  }

  /** Only of a string can the kind be a moment; what looks like a number in quotes is none. */
  private static Cell cell(JsonToken token, JsonParser parser) {
    if (token == JsonToken.VALUE_NULL) {
      return new Cell(Kind.MISSING, "");
    }
    String text = parser.getString();
    if (token != JsonToken.VALUE_STRING) {
      return new Cell(Kind.of(text), text);
    }
    Kind kind = Kind.of(text);
    return new Cell(kind == Kind.TIMESTAMP || kind == Kind.INSTANT ? kind : Kind.TEXT, text);
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
