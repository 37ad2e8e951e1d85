package dev.millrace.data.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import dev.millrace.data.duckdb.DuckDb;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * CSV that is all corners, as it comes through to the table, against a reading by regular
 * expressions that knows nothing of buffers.
 */
class CsvReferenceTest {

  private static final int FILES = 1_000;

  private static final List<String> PIECES =
      List.of(
          "a", "7", ",", "\"", "\"\"", "\n", "\r\n", "\r", "\0", "Ã©", "\\", " ", "\u00ff", ",\n",
          "\",\"");

  private static final List<String> CELLS =
      List.of(
          "",
          "a",
          "7",
          " ",
          "\0",
          "Ã©",
          "\\N",
          "NULL",
          "\"\"",
          "\"NULL\"",
          "\"\\N\"",
          "\"x\"\"y\"",
          "\"\"\"\"",
          "\"p,q\"",
          "\"l\nm\"",
          "\"\r\n\"",
          "\"\r\"",
          "\"\n\"\"\n\"",
          "'",
          "#",
          "1e5");

  private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"]|\"\")*+)\"");
  private static final Pattern PLAIN = Pattern.compile("[^,\"\r\n]*+");
  private static final Pattern BREAK = Pattern.compile("\r?\n|\\z");

  private static final SequencedMap<String, ColumnType> TYPES = types();

  @TempDir Path folder;

  /** What a file holds: rows in order, and the lines of bad ones. */
  private record Content(List<List<@Nullable String>> rows, List<Long> rejects) {}

  private static SequencedMap<String, ColumnType> types() {
    SequencedMap<String, ColumnType> types = new LinkedHashMap<>();
    types.put("a", ColumnType.STRING);
    types.put("b", ColumnType.STRING);
    return types;
  }

  @Test
  void read_corners_isWhatTheReferenceReads() throws Exception {
    int direct = 0;
    int refused = 0;
    try (DuckDb database = DuckDb.open(folder, 1)) {
      for (int seed = 0; seed < FILES; seed++) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("a,b\n");
        for (int i = random.nextInt(40); i >= 0; i--) {
          text.append(seed % 2 == 0 ? pick(PIECES, random) : row(random));
        }
        Path file = folder.resolve("x.csv");
        Files.write(file, text.toString().getBytes(ISO_8859_1));
        Content expected = reference(text.toString());
        try {
          CsvFile csv = CsvFile.read(file, "x.csv", dialect(), 1);
          Content found = content(database, csv);
          assertThat(found).as("seed %d: %s", seed, shown(text)).isEqualTo(expected);
          direct += csv.direct(TYPES).isPresent() ? 1 : 0;
        } catch (UserError e) {
          assertThat(expected).as("seed %d: %s", seed, shown(text)).isNull();
          refused++;
        }
      }
    }
    assertThat(direct).isGreaterThan(FILES / 5);
    assertThat(refused).isBetween(FILES / 20, FILES / 2);
  }

  private static String pick(List<String> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }

  /** As it should be; now and then with a piece too many. */
  private static String row(Random random) {
    String flaw = random.nextInt(100) == 0 ? pick(PIECES, random) : "";
    return pick(CELLS, random) + "," + pick(CELLS, random) + flaw + "\n";
  }

  private static String shown(StringBuilder text) {
    return Json.tree(text.toString()).toString();
  }

  private static Dialect dialect() {
    return Json.as(Json.parse("{\"delimiter\": \",\"}"), Dialect.class);
  }

  private Content content(DuckDb database, CsvFile csv) throws Exception {
    Rejects rejects = new Rejects();
    CleanTable clean = csv.clean(TYPES, folder.resolve("clean.csv"), rejects);
    List<List<@Nullable String>> rows = rows(database, clean);
    if (csv.direct(TYPES).isPresent()) {
      assertThat(rows(database, csv.direct(TYPES).get())).isEqualTo(rows);
    }
    assertThat(rejects.count()).isEqualTo(csv.count().bad());
    return new Content(
        rows, rejects.kept().stream().map(reject -> reject.place().number()).toList());
  }

  private static List<List<@Nullable String>> rows(DuckDb database, CleanTable table)
      throws Exception {
    List<List<@Nullable String>> rows =
        database.rows(
            "SELECT a, b FROM " + table.from(),
            row -> Arrays.asList(row.getString(1), row.getString(2)));
    assertThat(rows).hasSize((int) table.rows());
    return rows;
  }

  /**
   * The rows of a text of two columns, its bytes as characters; null if a quote is never closed.
   */
  private static @Nullable Content reference(String text) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    List<Long> rejects = new ArrayList<>();
    int at = "a,b\n".length();
    while (at < text.length()) {
      Matcher blank = BREAK.matcher(text).region(at, text.length());
      if (blank.lookingAt()) {
        at = blank.end();
        continue;
      }
      long line = 1 + text.substring(0, at).chars().filter(sign -> sign == '\n').count();
      List<@Nullable String> values = new ArrayList<>();
      int end = values(text, at, values);
      if (end == text.length() + 1) {
        return null;
      }
      Matcher rowEnd = BREAK.matcher(text).region(end, text.length());
      boolean whole = rowEnd.lookingAt() && utf8(text.substring(at, end));
      int next = text.indexOf('\n', end);
      at = whole ? rowEnd.end() : next < 0 ? text.length() : next + 1;
      if (whole && values.size() == 2) {
        rows.add(values);
      } else {
        rejects.add(line);
      }
    }
    return new Content(rows, rejects);
  }

  /** Reads values; where they end, behind the text if a quote is never closed. */
  private static int values(String text, int from, List<@Nullable String> values) {
    int at = from;
    while (true) {
      Matcher quoted = QUOTED.matcher(text).region(at, text.length());
      Matcher plain = PLAIN.matcher(text).region(at, text.length());
      if (quoted.lookingAt()) {
        values.add(decoded(quoted.group(1).replace("\"\"", "\"")));
        at = quoted.end();
      } else if (at < text.length() && text.charAt(at) == '"') {
        return text.length() + 1;
      } else if (plain.lookingAt()) {
        values.add(plain.end() == at ? null : decoded(plain.group()));
        at = plain.end();
      }
      if (at == text.length() || text.charAt(at) != ',') {
        return at;
      }
      at++;
    }
  }

  private static String decoded(String bytes) {
    return new String(bytes.getBytes(ISO_8859_1), UTF_8);
  }

  private static boolean utf8(String bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.getBytes(ISO_8859_1)));
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }
}
