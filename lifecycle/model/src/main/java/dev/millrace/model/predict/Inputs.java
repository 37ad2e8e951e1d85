package dev.millrace.model.predict;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** From a batch's columns to a frame. */
final class Inputs {

  private Inputs() {}

  /**
   * The columns in the order of the signature.
   *
   * @throws UserError naming the column, what was expected, and the row where there is one
   */
  static List<Column> check(Signature signature, Batch batch) {
    List<Column> columns = new ArrayList<>(signature.inputs().size());
    for (Field field : signature.inputs()) {
      Column column = batch.columns().get(field.name());
      if (column == null) {
        throw UserError.usage(
                "input '" + field.name() + "' (" + field.type().text() + ") is missing")
            .hint("the batch has " + batch.columns().keySet());
      }
      check(field, column);
      columns.add(column);
    }
    if (batch.columns().size() > columns.size()) {
      throw extra(signature, batch);
    }
    return columns;
  }

  private static UserError extra(Signature signature, Batch batch) {
    List<String> known = signature.inputs().stream().map(Field::name).toList();
    String name =
        batch.columns().keySet().stream()
            .filter(column -> !known.contains(column))
            .findFirst()
            .orElseThrow();
    return UserError.usage("the model has no input '" + name + "'")
        .hint(Suggestion.remedy(name, known));
  }

  private static void check(Field field, Column column) {
    boolean fits =
        switch (column) {
          case Column.Booleans _ -> field.type() == DataType.BOOLEAN;
          case Column.Longs _ ->
              field.type() == DataType.INTEGER || field.type() == DataType.TIMESTAMP;
          case Column.Doubles _ -> field.type() == DataType.NUMBER;
          case Column.Strings _ -> field.type() == DataType.STRING;
        };
    if (!fits) {
      throw UserError.usage(
          "input '"
              + field.name()
              + "' must be a column of "
              + field.type().text()
              + ", found "
              + column.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    }
    if (!field.nullable()) {
      requirePresent(field, column);
    }
    if (column instanceof Column.Doubles doubles) {
      requireFinite(field, doubles);
    }
  }

  private static void requirePresent(Field field, Column column) {
    for (int row = 0; row < column.size(); row++) {
      if (!column.present(row)) {
        throw UserError.usage(
                "input '" + field.name() + "' is null in row " + row + "; it must have a value")
            .hint("the signature says which inputs may be null");
      }
    }
  }

  private static void requireFinite(Field field, Column.Doubles column) {
    double[] values = column.values();
    for (int row = 0; row < values.length; row++) {
      if (!Double.isFinite(values[row])) {
        throw UserError.usage(
                "input '"
                    + field.name()
                    + "' is "
                    + values[row]
                    + " in row "
                    + row
                    + "; it must be a finite number")
            .hint("a missing number is null");
      }
    }
  }

  /** Copies the block's rows into the frame. */
  static void load(List<Program.Input> inputs, List<Column> columns, Frame frame, int rows) {
    for (int i = 0; i < columns.size(); i++) {
      Program.Input input = inputs.get(i);
      Column column = columns.get(i);
      load(column, frame, input.values().index(), rows);
      if (input.mask().isPresent()) {
        mask(column, frame, frame.booleans(input.mask().get().index()), rows);
      }
    }
  }

  private static void load(Column column, Frame frame, int slot, int rows) {
    int start = frame.start();
    switch (column) {
      case Column.Booleans c -> System.arraycopy(c.values(), start, frame.booleans(slot), 0, rows);
      case Column.Longs c -> System.arraycopy(c.values(), start, frame.longs(slot), 0, rows);
      case Column.Doubles c -> System.arraycopy(c.values(), start, frame.doubles(slot), 0, rows);
      case Column.Strings c -> frame.texts(slot).read(c, start);
    }
  }

  private static void mask(Column column, Frame frame, boolean[] mask, int rows) {
    int start = frame.start();
    boolean @Nullable [] present =
        switch (column) {
          case Column.Booleans c -> c.present();
          case Column.Longs c -> c.present();
          case Column.Doubles c -> c.present();
          case Column.Strings _ -> null;
        };
    if (present != null) {
      System.arraycopy(present, start, mask, 0, rows);
    } else if (column instanceof Column.Strings strings) {
      for (int row = 0; row < rows; row++) {
        mask[row] = strings.codes()[start + row] >= 0;
      }
    } else {
      Arrays.fill(mask, 0, rows, true);
    }
  }
}
