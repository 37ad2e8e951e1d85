package dev.millrace.benchmark;

import java.util.ArrayList;
import java.util.List;

/** Figures for people, in columns. */
final class FigureTable {

  private static final List<String> HEAD =
      List.of("NAME", "VALUE", "UNIT", "BAR", "HOLDS", "AGAINST");
  private static final int NUMBER = 1;

  private FigureTable() {}

  static String of(List<Figure> figures) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    for (Figure figure : figures) {
      rows.add(
          List.of(
              figure.name(),
              Figure.number(figure.value()),
              figure.unit(),
              figure.bar().map(Figure.Bar::words).orElse(""),
              figure.holds().map(kept -> kept ? "yes" : "NO").orElse(""),
              figure.against()));
    }
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        String pad = " ".repeat(widths[column] - row.get(column).length());
        line.append(column == NUMBER ? pad + row.get(column) : row.get(column) + pad).append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
