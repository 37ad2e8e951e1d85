package dev.millrace.data.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.data.Tables;
import dev.millrace.data.diff.DataDiff.Change;
import dev.millrace.data.diff.DataDiff.ColumnDiff;
import dev.millrace.data.diff.DataDiff.Confusion;
import dev.millrace.data.diff.DataDiff.Pair;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDiffTest {

  @TempDir Path folder;

  private DataSet data(String name, String query) throws Exception {
    return new DataSet(name, List.of(Tables.write(folder.resolve(name + ".parquet"), query)));
  }

  private DataDiff diff(String before, String after, DiffRequest request) throws Exception {
    return DataDiff.between(
        data("before", before), data("after", after), request, folder.resolve("work"), 2);
  }

  private static long changed(DataDiff diff, String column) {
    return diff.columns().get(column) instanceof ColumnDiff.Compared compared
        ? compared.changed()
        : -1;
  }

  @Test
  void between_smallTables_tellsEveryDifference() throws Exception {
    DataDiff diff =
        diff(
            "SELECT * FROM (VALUES (1, 'a', 1.0, 'old'), (2, 'b', 2.0, 'old'), (3, NULL, 3.0, 'x'),"
                + " (NULL, 'n', 4.0, 'x')) t(id, s, n, gone)",
            "SELECT * FROM (VALUES (1, 'a', 1.5, 7), (2, 'c', 2.0, 8), (NULL, 'n', 4.0, 9),"
                + " (5, 'e', 5.0, 9)) t(id, s, n, fresh)",
            DiffRequest.byKey("id").confusing("s"));

    assertThat(diff.rows()).isEqualTo(new Pair(4, 4));
    assertThat(diff.matched()).isEqualTo(3);
    assertThat(diff.changed()).isEqualTo(2);
    assertThat(diff.removed().keys()).containsExactly(List.of("3"));
    assertThat(diff.added().keys()).containsExactly(List.of("5"));
    assertThat(diff.columns().keySet()).containsExactly("s", "n", "gone", "fresh");
    assertThat(diff.columns())
        .containsEntry("gone", new ColumnDiff.Removed())
        .containsEntry("fresh", new ColumnDiff.Added())
        .containsEntry(
            "s", new ColumnDiff.Compared(1, List.of(new Change(List.of("2"), "b", "c"))));
    assertThat(diff.confusion().orElseThrow().cells())
        .containsExactly(
            new Confusion.Cell("a", "a", 1),
            new Confusion.Cell("b", "c", 1),
            new Confusion.Cell("n", "n", 1));
    assertThat(diff.same()).isFalse();
  }

  @Test
  void between_roundedNumbers_areTheSameWithinTheirDigits() throws Exception {
    String before = "SELECT i AS id, i / 3 AS n FROM range(100) t(i)";
    String after = "SELECT i AS id, i / 3 + 1e-9 AS n FROM range(100) t(i)";

    assertThat(changed(diff(before, after, DiffRequest.byKey("id")), "n")).isEqualTo(100);
    assertThat(changed(diff(before, after, DiffRequest.byKey("id").rounded(4)), "n")).isZero();
    assertThat(diff(before, before, DiffRequest.byKey("id")).same()).isTrue();
  }

  @Test
  void between_typesThatDoNotCompare_areSaid() throws Exception {
    DataDiff diff =
        diff(
            "SELECT 1 AS id, 1 AS n, 1 AS t",
            "SELECT 1 AS id, 1.0::DOUBLE AS n, 'x' AS t",
            DiffRequest.byKey("id"));

    assertThat(changed(diff, "n")).isZero();
    assertThat(diff.columns()).containsEntry("t", new ColumnDiff.Retyped("INTEGER", "VARCHAR"));
    assertThatThrownBy(() -> diff("SELECT 1 AS id", "SELECT 'x' AS id", DiffRequest.byKey("id")))
        .isInstanceOf(UserError.class)
        .hasMessage("column 'id' is INTEGER in before and VARCHAR in after");
    assertThatThrownBy(() -> diff("SELECT 1 AS id", "SELECT 1 AS ids", DiffRequest.byKey("id")))
        .isInstanceOf(UserError.class)
        .hasMessage("after has no column 'id'");
  }

  @Test
  void between_manyPairs_keepsTheMostFrequent() throws Exception {
    DataDiff diff =
        diff(
            "SELECT i AS id, i % 1000 AS v FROM range(2000) t(i)",
            "SELECT i AS id, i % 1000 AS v FROM range(2000) t(i)",
            DiffRequest.byKey("id").confusing("v"));

    assertThat(diff.confusion().orElseThrow().cells()).hasSize(Confusion.MOST_CELLS);
    assertThat(diff.confusion().orElseThrow().others()).isEqualTo(2000 - 2 * 400);
  }

  @Test
  void between_ignoredColumns_areNotLookedAt() throws Exception {
    String before = "SELECT i AS id, i AS n, i AS loaded FROM range(9) t(i)";
    String after = "SELECT i AS id, i AS n, 'x' AS loaded, 1 AS fresh FROM range(9) t(i)";

    DataDiff diff = diff(before, after, DiffRequest.byKey("id").ignoring("loaded", "fresh"));

    assertThat(diff.columns().keySet()).containsExactly("n");
    assertThat(diff.same()).isTrue();
    assertThatThrownBy(() -> diff(before, after, DiffRequest.byKey("id").ignoring("loadet")))
        .isInstanceOf(UserError.class)
        .hasMessage("after has no column 'loadet'");
    assertThatThrownBy(() -> DiffRequest.byKey("id").ignoring("id"))
        .isInstanceOf(UserError.class)
        .hasMessage("column 'id' is part of the key and ignored");
    assertThatThrownBy(() -> DiffRequest.byKey("id").confusing("n").ignoring("n"))
        .isInstanceOf(UserError.class)
        .hasMessage("column 'n' is asked for as confusion and ignored");
  }

  @Test
  void between_valuesThatAreNoPlainNumbers_compareAsThemselves() throws Exception {
    DataDiff diff =
        diff(
            "SELECT * FROM (VALUES (1, 'nan'::DOUBLE), (2, 'inf'::DOUBLE), (3, 0::DOUBLE),"
                + " (4, 'nan'::DOUBLE), (5, 1e300), (6, NULL)) t(id, n)",
            "SELECT * FROM (VALUES (1, 'nan'::DOUBLE), (2, 'inf'::DOUBLE), (3, -0.0::DOUBLE),"
                + " (4, NULL), (5, 1e300), (6, NULL)) t(id, n)",
            DiffRequest.byKey("id").rounded(15));

    assertThat(diff.columns())
        .containsExactly(
            Map.entry(
                "n", new ColumnDiff.Compared(1, List.of(new Change(List.of("4"), "nan", null)))));
  }

  @Test
  void between_typesBeyondTheValueDomain_compareIfTheyAreOne() throws Exception {
    DataDiff diff =
        diff(
            "SELECT '0198c0de-0000-7000-8000-000000000001'::UUID AS id, [1, 2] AS l,"
                + " {a: 1} AS s, 'x'::BLOB AS b, TIMESTAMPTZ '2001-01-01 00:00:00+02' AS t",
            "SELECT '0198c0de-0000-7000-8000-000000000001' AS id, [1, 3] AS l, {a: 1} AS s,"
                + " 'y'::BLOB AS b, TIMESTAMPTZ '2001-01-01 00:00:01+02' AS t",
            DiffRequest.byKey("id"));

    List<String> id = List.of("0198c0de-0000-7000-8000-000000000001");
    assertThat(diff.matched()).isEqualTo(1);
    assertThat(diff.columns())
        .containsExactly(
            Map.entry("l", new ColumnDiff.Compared(1, List.of(new Change(id, "[1, 2]", "[1, 3]")))),
            Map.entry("s", new ColumnDiff.Compared(0, List.of())),
            Map.entry("b", new ColumnDiff.Compared(1, List.of(new Change(id, "x", "y")))),
            Map.entry(
                "t",
                new ColumnDiff.Compared(
                    1,
                    List.of(new Change(id, "2000-12-31 22:00:00+00", "2000-12-31 22:00:01+00")))));
  }

  /** A row: two columns of the key, which may be missing, and two others. */
  private record Row(@Nullable Integer k, @Nullable String l, @Nullable Integer x, String y) {

    static Row of(Random random) {
      return new Row(
          random.nextInt(8) == 0 ? null : random.nextInt(12),
          random.nextInt(8) == 0 ? null : "l" + random.nextInt(3),
          random.nextInt(4) == 0 ? null : random.nextInt(3),
          "y" + random.nextInt(3));
    }

    List<@Nullable Object> key() {
      return Arrays.asList(k, l);
    }

    String sql() {
      return "(%s::INTEGER, %s::VARCHAR, %s::INTEGER, '%s')"
          .formatted(k, l == null ? "NULL" : "'" + l + "'", x, y);
    }
  }

  @Test
  void between_randomTables_isWhatComparingOneByOneGives() throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      List<Row> before = rows(random);
      List<Row> after = new ArrayList<>(rows(random));
      after.addAll(before.subList(0, before.size() / 2));

      DataDiff diff = diff(query(before), query(after), DiffRequest.byKey("k", "l").confusing("x"));

      check(diff, before, after);
    }
  }

  private static List<Row> rows(Random random) {
    List<Row> rows = new ArrayList<>();
    for (int i = 1 + random.nextInt(30); i > 0; i--) {
      rows.add(Row.of(random));
    }
    return rows;
  }

  private static String query(List<Row> rows) {
    return "SELECT * FROM (VALUES "
        + rows.stream().map(Row::sql).collect(Collectors.joining(", "))
        + ") t(k, l, x, y)";
  }

  private static void check(DataDiff diff, List<Row> before, List<Row> after) {
    Map<List<@Nullable Object>, List<Row>> one = byKey(before);
    Map<List<@Nullable Object>, List<Row>> other = byKey(after);
    Set<List<@Nullable Object>> keys = new HashSet<>(one.keySet());
    keys.addAll(other.keySet());
    long matched = 0;
    long changedRows = 0;
    long changedX = 0;
    long added = 0;
    long removed = 0;
    Map<List<@Nullable Object>, Long> pairs = new HashMap<>();
    for (List<@Nullable Object> key : keys) {
      List<Row> was = one.getOrDefault(key, List.of());
      List<Row> is = other.getOrDefault(key, List.of());
      if (was.size() > 1 || is.size() > 1) {
        continue;
      }
      if (was.isEmpty()) {
        added++;
      } else if (is.isEmpty()) {
        removed++;
      } else {
        matched++;
        Row from = was.getFirst();
        Row to = is.getFirst();
        changedX += Objects.equals(from.x(), to.x()) ? 0 : 1;
        changedRows += from.equals(to) ? 0 : 1;
        pairs.merge(Arrays.asList(text(from.x()), text(to.x())), 1L, Long::sum);
      }
    }
    assertThat(diff.matched()).isEqualTo(matched);
    assertThat(diff.added().count()).isEqualTo(added);
    assertThat(diff.removed().count()).isEqualTo(removed);
    assertThat(diff.changed()).isEqualTo(changedRows);
    assertThat(changed(diff, "x")).isEqualTo(changedX);
    assertThat(diff.duplicateKeys()).isEqualTo(new Pair(twice(one), twice(other)));
    assertThat(diff.ambiguous())
        .isEqualTo(new Pair(before.size() - matched - removed, after.size() - matched - added));
    assertThat(
            diff.confusion().orElseThrow().cells().stream()
                .collect(
                    Collectors.toMap(
                        cell -> Arrays.asList(cell.before(), cell.after()), Confusion.Cell::rows)))
        .isEqualTo(pairs);
  }

  private static @Nullable String text(@Nullable Integer value) {
    return value == null ? null : value.toString();
  }

  private static long twice(Map<List<@Nullable Object>, List<Row>> rows) {
    return rows.values().stream().filter(same -> same.size() > 1).count();
  }

  private static Map<List<@Nullable Object>, List<Row>> byKey(List<Row> rows) {
    Map<List<@Nullable Object>, List<Row>> byKey = new HashMap<>();
    rows.forEach(row -> byKey.computeIfAbsent(row.key(), _ -> new ArrayList<>()).add(row));
    return byKey;
  }
}
