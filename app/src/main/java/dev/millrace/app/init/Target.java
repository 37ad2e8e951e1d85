package dev.millrace.app.init;

import dev.millrace.core.api.InitReport.Guess;
import dev.millrace.data.profile.ColumnProfile;
import dev.millrace.model.DataType;
import dev.millrace.model.bundle.Task;
import java.util.List;
import java.util.Optional;

/**
 * What is to be learnt.
 *
 * @param column the label, as it is in the data
 * @param made the label as SQL, where it is not taken as it is
 * @param conditions as SQL, which rows are learnt from
 * @param type of the label as it is made
 * @param rows that are learnt from
 * @param classes its values as texts, as they are in the data; none of a quantity
 * @param rarest rows of the rarest class; of a quantity, all
 */
record Target(
    ColumnProfile column,
    Task task,
    Optional<String> made,
    List<String> conditions,
    DataType type,
    long rows,
    List<String> classes,
    long rarest,
    List<Guess> guesses) {

  Target {
    conditions = List.copyOf(conditions);
    classes = List.copyOf(classes);
    guesses = List.copyOf(guesses);
  }

  String name() {
    return column.name();
  }

  boolean ofClasses() {
    return !classes.isEmpty();
  }
}
