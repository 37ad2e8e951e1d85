package dev.millrace.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows in aligned columns: text to the left, figures to the right. */
final class Table {

  private static final String GAP = "  ";
  private static final Pattern FIGURE = Pattern.compile("[-−+]?[\\d,.]+(e[-+]?\\d+| ?[%a-zµ]+)?");

  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... headings) {
    this.headings = List.of(headings);
  }

  Table row(String... cells) {
    if (cells.length != headings.size()) {
      throw new IllegalArgumentException(
          cells.length + " cells for " + headings.size() + " columns");
    }
    rows.add(List.of(cells));
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  List<String> lines() {
    List<Column> columns = IntStream.range(0, headings.size()).mapToObj(this::column).toList();
    List<String> lines = new ArrayList<>();
    lines.add(line(headings, columns));
    rows.forEach(row -> lines.add(line(row, columns)));
    return lines;
  }

  /** What all rows together say of a column. */
  private record Column(int width, boolean figures) {}

  private Column column(int column) {
    return new Column(width(column), figures(column));
  }

  private int width(int column) {
    int widest = rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
    return Math.max(widest, length(headings.get(column)));
  }

  private static String line(List<String> cells, List<Column> columns) {
    return IntStream.range(0, cells.size())
        .mapToObj(column -> pad(cells.get(column), columns.get(column)))
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }

  private boolean figures(int column) {
    return rows.stream()
        .map(row -> row.get(column))
        .allMatch(cell -> cell.isEmpty() || cell.equals("–") || FIGURE.matcher(cell).matches());
  }

  private static String pad(String text, Column column) {
    String space = " ".repeat(column.width() - length(text));
    return column.figures() ? space + text : text + space;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
