package dev.millrace.data.diff;

import dev.millrace.data.diff.DataDiff.Change;
import dev.millrace.data.diff.DataDiff.ColumnDiff;
import dev.millrace.data.diff.DataDiff.Confusion;
import dev.millrace.data.diff.DataDiff.Pair;
import dev.millrace.data.diff.DataDiff.Rows;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.model.DataType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares by SQL: keys that are ambiguous are set aside, the others are joined once, and all
 * questions are asked of the joined rows. In these, column {@code i} of the key is {@code k<i>},
 * and column {@code i} of those compared {@code b<i>} before and {@code a<i>} after.
 */
final class Comparison {

  private static final Optional<DataType> STRING = Optional.of(DataType.STRING);
  private static final Optional<DataType> NUMBER = Optional.of(DataType.NUMBER);

  private final DuckDb database;
  private final SharedColumns shared;
  private final DiffRequest request;
  private final List<String> names;

  Comparison(DuckDb database, SharedColumns shared, DiffRequest request) {
    this.database = database;
    this.shared = shared;
    this.request = request;
    names = List.copyOf(shared.compared().keySet());
  }

  DataDiff run(DataSet before, DataSet after) throws SQLException {
    create("before", before);
    create("after", after);
    join();
    Pair rows = new Pair(count("before"), count("after"));
    Pair duplicates = new Pair(count("before_twice"), count("after_twice"));
    Rows removed = rows("removed");
    Rows added = rows("added");
    long matched = count("matched");
    Pair ambiguous =
        new Pair(rows.before() - matched - removed.count(), rows.after() - matched - added.count());
    return new DataDiff(
        rows,
        ambiguous,
        duplicates,
        matched,
        changedRows(),
        removed,
        added,
        columns(),
        request.confusion().isEmpty()
            ? Optional.empty()
            : Optional.of(confusion(request.confusion().get())));
  }

  private long count(String table) throws SQLException {
    return database.count("SELECT count(*) FROM " + table);
  }

  /** A side under short names, and the keys that it has more than once. */
  private void create(String side, DataSet data) throws SQLException {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < request.key().size(); i++) {
      String name = request.key().get(i);
      columns.add(
          comparable(name, shared.key().getOrDefault(name, Optional.empty())) + " AS k" + i);
    }
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      columns.add(comparable(name, type(name)) + " AS " + side.charAt(0) + i);
    }
    database.execute(
        "CREATE TEMP VIEW "
            + side
            + " AS SELECT "
            + String.join(", ", columns)
            + " FROM "
            + data.table());
    database.execute(
        "CREATE TEMP TABLE %1$s_twice AS SELECT %2$s FROM %1$s GROUP BY ALL HAVING count(*) > 1"
            .formatted(side, keys("")));
  }

  private Optional<DataType> type(String compared) {
    return shared.compared().getOrDefault(compared, Optional.empty());
  }

  /** DuckDB has types for strings that it would convert into one another, or fail to. */
  private static String comparable(String name, Optional<DataType> type) {
    return STRING.equals(type) ? "CAST(" + Sql.name(name) + " AS VARCHAR)" : Sql.name(name);
  }

  private String keys(String prefix) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < request.key().size(); i++) {
      keys.add(prefix + "k" + i);
    }
    return String.join(", ", keys);
  }

  private String sameKey(String one, String other) {
    List<String> same = new ArrayList<>();
    for (int i = 0; i < request.key().size(); i++) {
      same.add(one + ".k" + i + " IS NOT DISTINCT FROM " + other + ".k" + i);
    }
    return String.join(" AND ", same);
  }

  private void join() throws SQLException {
    database.execute(
        "CREATE TEMP TABLE twice AS SELECT * FROM before_twice UNION SELECT * FROM after_twice");
    for (String side : List.of("before", "after")) {
      database.execute(
          "CREATE TEMP VIEW %1$s_once AS SELECT * FROM %1$s ANTI JOIN twice ON %2$s"
              .formatted(side, sameKey(side, "twice")));
    }
    String same = sameKey("x", "y");
    database.execute(
        "CREATE TEMP TABLE matched AS SELECT x.*, y.* EXCLUDE (%s) FROM before_once x JOIN after_once y ON %s"
            .formatted(keys(""), same));
    database.execute(
        "CREATE TEMP TABLE removed AS SELECT %s FROM before_once x ANTI JOIN after_once y ON %s"
            .formatted(keys("x."), same));
    database.execute(
        "CREATE TEMP TABLE added AS SELECT %s FROM after_once x ANTI JOIN before_once y ON %s"
            .formatted(keys("x."), same));
  }

  private Rows rows(String table) throws SQLException {
    List<List<@Nullable String>> keys =
        database.rows(
            "SELECT %s FROM %s ORDER BY ALL LIMIT %d"
                .formatted(keyTexts(), table, request.samples()),
            this::key);
    return new Rows(count(table), keys);
  }

  /** Ordered as what they are, shown as text. */
  private String keyTexts() {
    return keys("") + ", " + keys("").replaceAll("(k\\d+)", "CAST($1 AS VARCHAR)");
  }

  private List<@Nullable String> key(ResultSet row) throws SQLException {
    int width = request.key().size();
    List<@Nullable String> key = new ArrayList<>();
    for (int i = 1; i <= width; i++) {
      key.add(row.getString(width + i));
    }
    return Collections.unmodifiableList(key);
  }

  /** True, as SQL, where a column differs. Zero and minus zero are the same number. */
  private String differs(int column) {
    Optional<DataType> type = type(names.get(column));
    return value("b" + column, type) + " IS DISTINCT FROM " + value("a" + column, type);
  }

  private String value(String name, Optional<DataType> type) {
    return NUMBER.equals(type) && request.digits().isPresent()
        ? "round(" + name + ", " + request.digits().getAsInt() + ")"
        : name;
  }

  private long changedRows() throws SQLException {
    if (names.isEmpty()) {
      return 0;
    }
    List<String> any = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      any.add(differs(i));
    }
    return count("matched WHERE " + String.join(" OR ", any));
  }

  private SequencedMap<String, ColumnDiff> columns() throws SQLException {
    SequencedMap<String, ColumnDiff> columns = new LinkedHashMap<>();
    List<Long> changed = changedValues();
    for (int i = 0; i < names.size(); i++) {
      columns.put(
          names.get(i),
          new ColumnDiff.Compared(changed.get(i), changed.get(i) == 0 ? List.of() : samples(i)));
    }
    columns.putAll(shared.others());
    return columns;
  }

  /** Of every column, in one look at the rows. */
  private List<Long> changedValues() throws SQLException {
    if (names.isEmpty()) {
      return List.of();
    }
    List<String> counts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      counts.add("count(*) FILTER (WHERE " + differs(i) + ")");
    }
    return database
        .rows(
            "SELECT " + String.join(", ", counts) + " FROM matched",
            row -> {
              List<Long> changed = new ArrayList<>();
              for (int i = 1; i <= counts.size(); i++) {
                changed.add(row.getLong(i));
              }
              return changed;
            })
        .getFirst();
  }

  private List<Change> samples(int column) throws SQLException {
    int width = request.key().size();
    return database.rows(
        "SELECT %s, CAST(b%d AS VARCHAR), CAST(a%d AS VARCHAR) FROM matched WHERE %s ORDER BY %s LIMIT %d"
            .formatted(keyTexts(), column, column, differs(column), keys(""), request.samples()),
        row -> new Change(key(row), row.getString(2 * width + 1), row.getString(2 * width + 2)));
  }

  private Confusion confusion(String column) throws SQLException {
    int place = names.indexOf(column);
    String before = place < 0 ? "k" + request.key().indexOf(column) : "b" + place;
    String after = place < 0 ? before : "a" + place;
    List<Confusion.Cell> cells =
        database.rows(
            """
            SELECT CAST(%s AS VARCHAR) AS x, CAST(%s AS VARCHAR) AS y, count(*) AS n
            FROM matched GROUP BY 1, 2 ORDER BY n DESC, x, y LIMIT %d"""
                .formatted(before, after, Confusion.MOST_CELLS),
            row -> new Confusion.Cell(row.getString(1), row.getString(2), row.getLong(3)));
    long shown = cells.stream().collect(Collectors.summingLong(Confusion.Cell::rows));
    return new Confusion(column, cells, count("matched") - shown);
  }
}
