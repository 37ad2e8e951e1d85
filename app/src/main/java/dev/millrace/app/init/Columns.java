package dev.millrace.app.init;

import dev.millrace.core.api.InitReport.Guess;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.profile.Look.Occurrence;
import java.util.List;

/**
 * What becomes of the columns.
 *
 * @param lines in the order of the columns
 */
record Columns(List<Line> lines, List<Guess> guesses) {

  /** What stands in the pipeline file about a column. */
  sealed interface Line {
    String column();
  }

  /**
   * Features made of it.
   *
   * @param specs by name, as YAML
   * @param marks values that look like marks of missing values, and are taken as they are
   */
  record Used(String column, List<Spec> specs, String comment, List<Occurrence> marks)
      implements Line {

    /** The column with none of its marks, as SQL. */
    String unmarked() {
      String sql = Sql.name(column);
      for (Occurrence mark : marks) {
        sql = "nullif(" + sql + ", " + Sql.text(mark.value()) + ")";
      }
      return sql + " AS " + Sql.name(column);
    }
  }

  /**
   * A column that the model does not see.
   *
   * @param instead how it would be used, as YAML; empty if no way is known
   */
  record Left(String column, String reason, List<Spec> instead) implements Line {}

  /** A feature as YAML: its name and what it is made of. */
  record Spec(String name, String made) {}

  Columns {
    lines = List.copyOf(lines);
    guesses = List.copyOf(guesses);
  }

  List<Used> used() {
    return lines.stream().filter(Used.class::isInstance).map(Used.class::cast).toList();
  }

  /** Those in which marks of missing values seem to stand. */
  List<Used> marked() {
    return used().stream().filter(used -> !used.marks().isEmpty()).toList();
  }

  boolean isMarked(String column) {
    return marked().stream().anyMatch(used -> used.column().equals(column));
  }

  List<Left> left() {
    return lines.stream().filter(Left.class::isInstance).map(Left.class::cast).toList();
  }
}
