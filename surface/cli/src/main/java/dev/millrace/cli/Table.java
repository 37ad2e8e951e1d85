package dev.millrace.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows in aligned columns: text to the left, figures to the right. */
final class Table {

  private static final String GAP = "  ";

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
    List<Integer> widths = IntStream.range(0, headings.size()).mapToObj(this::width).toList();
    List<String> lines = new ArrayList<>();
    lines.add(line(headings, widths));
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines;
  }

  private int width(int column) {
    int widest = rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
    return Math.max(widest, length(headings.get(column)));
  }

  private String line(List<String> cells, List<Integer> widths) {
    return IntStream.range(0, cells.size())
        .mapToObj(column -> pad(cells.get(column), widths.get(column), figures(column)))
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }

  private boolean figures(int column) {
    return rows.stream()
        .map(row -> row.get(column))
        .allMatch(
            cell ->
                cell.isEmpty() || cell.equals("–") || cell.matches("[-−+]?[\\d,.]+( ?[%a-zµ]+)?"));
  }

  private static String pad(String text, int width, boolean right) {
    String space = " ".repeat(width - length(text));
    return right ? space + text : text + space;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
