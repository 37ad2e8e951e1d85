package dev.millrace.evaluation;

import dev.millrace.core.error.UserError;
import dev.millrace.model.Column;
import dev.millrace.model.bundle.Manifest;
import dev.millrace.model.bundle.Task;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was true of the rows, as the task has it. */
sealed interface Labels {

  /** Adds the next rows, of which the first has a number. */
  void add(Column column, Place first);

  /**
   * Where a column's rows are, for messages.
   *
   * @param row number of the first
   */
  record Place(String split, String column, int row) {

    UserError wrong(int offset, String what, String found, String expected) {
      return UserError.failure(
          "the "
              + what
              + " '"
              + column
              + "' of row "
              + (row + offset)
              + " of '"
              + split
              + "' is "
              + found
              + "; expected "
              + expected);
    }

    UserError missing(int offset, String what, String expected) {
      return wrong(offset, what, "missing", expected)
          .hint("leave such rows out in the select of ingest: WHERE " + column + " IS NOT NULL");
    }
  }

  /**
   * Labels for a model.
   *
   * @param rows that will be added in all
   */
  static Labels of(Manifest model, int rows) {
    return switch (model.task()) {
      case BINARY, REGRESSION, RANKING -> new OfNumbers(model.task(), new double[rows]);
      case MULTICLASS -> OfClasses.of(model.classes(), rows);
    };
  }

  /** Truth as 0 or 1, numbers, or grades of relevance. */
  record OfNumbers(Task task, double[] values) implements Labels {

    @Override
    public void add(Column column, Place first) {
      for (int row = 0; row < column.size(); row++) {
        if (!column.present(row)) {
          throw first.missing(row, "label", expected());
        }
        double value = value(column, row, first);
        if (!fits(value)) {
          throw first.wrong(row, "label", String.valueOf(value), expected());
        }
        values[first.row() + row] = value;
      }
    }

    private double value(Column column, int row, Place first) {
      return switch (column) {
        case Column.Booleans booleans -> booleans.values()[row] ? 1 : 0;
        case Column.Longs longs -> longs.values()[row];
        case Column.Doubles doubles -> doubles.values()[row];
        case Column.Strings strings ->
            throw first.wrong(row, "label", "'" + strings.value(row) + "'", expected());
      };
    }

    private boolean fits(double value) {
      return switch (task) {
        case BINARY -> value == 0 || value == 1;
        case REGRESSION -> Double.isFinite(value);
        case RANKING -> value >= 0 && value <= 30 && value == Math.rint(value);
        case MULTICLASS -> throw new IllegalStateException("classes are no numbers");
      };
    }

    private String expected() {
      return switch (task) {
        case BINARY -> "a boolean, 0 or 1";
        case REGRESSION -> "a finite number";
        case RANKING -> "a whole number from 0 to 30";
        case MULTICLASS -> throw new IllegalStateException("classes are no numbers");
      };
    }
  }

  /** Classes by their place in the model's list. */
  record OfClasses(Map<String, Integer> places, int[] values) implements Labels {

    static OfClasses of(List<String> classes, int rows) {
      Map<String, Integer> places = new HashMap<>();
      classes.forEach(name -> places.put(name, places.size()));
      return new OfClasses(places, new int[rows]);
    }

    @Override
    public void add(Column column, Place first) {
      for (int row = 0; row < column.size(); row++) {
        String expected = "one of the model's " + places.size() + " classes";
        if (!column.present(row)) {
          throw first.missing(row, "label", expected);
        }
        String name = name(column, row);
        Integer place = places.get(name);
        if (place == null) {
          throw first
              .wrong(row, "label", "'" + name + "'", expected)
              .hint("train on examples that have this class, or leave such rows out");
        }
        values[first.row() + row] = place;
      }
    }

    private static String name(Column column, int row) {
      return switch (column) {
        case Column.Booleans booleans -> String.valueOf(booleans.values()[row]);
        case Column.Longs longs -> String.valueOf(longs.values()[row]);
        case Column.Doubles doubles -> String.valueOf(doubles.values()[row]);
        case Column.Strings strings -> strings.value(row);
      };
    }
  }
}
