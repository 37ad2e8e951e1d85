package dev.millrace.evaluation;

import dev.millrace.core.artifact.Model;
import dev.millrace.core.error.UserError;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.bundle.ModelBundle;
import dev.millrace.model.bundle.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Asks one model about rows that may hold more columns than it takes.
 *
 * @param role what the model is here, for messages: the model, the baseline
 */
record Scorer(String role, ModelBundle bundle) {

  static Scorer open(String role, Model model) throws IOException {
    ModelBundle bundle = ModelBundle.open(model.directory());
    Task task = bundle.manifest().task();
    if (task != Task.BINARY) {
      throw UserError.failure(
              "the "
                  + role
                  + " is for the task "
                  + task.text()
                  + "; only binary ones are evaluated")
          .hint("leave the evaluate step out for this model");
    }
    return new Scorer(role, bundle);
  }

  List<String> columns() {
    return bundle.signature().inputs().stream().map(Field::name).toList();
  }

  /**
   * @throws UserError naming every input that the rows lack or have as another type
   */
  void requireFits(SequencedMap<String, DataType> available) {
    List<String> problems = new ArrayList<>();
    for (Field input : bundle.signature().inputs()) {
      DataType found = available.get(input.name());
      if (found != input.type()) {
        problems.add(
            "'"
                + input.name()
                + "' of type "
                + input.type().text()
                + " ("
                + (found == null ? "not there" : "found " + found.text())
                + ")");
      }
    }
    if (!problems.isEmpty()) {
      throw UserError.failure(
              "the "
                  + role
                  + " cannot be asked about these examples: it takes "
                  + String.join(", ", problems))
          .hint("evaluate on examples that have the columns the " + role + " was trained on");
    }
  }

  /** The score of each row, between 0 and 1. */
  double[] score(Batch rows, int threads) {
    SequencedMap<String, Column> inputs = new LinkedHashMap<>();
    columns().forEach(name -> inputs.put(name, rows.column(name)));
    Batch outputs = bundle.predictor().predict(new Batch(rows.rows(), inputs), threads);
    String output = bundle.manifest().outputs().getFirst();
    return switch (bundle.manifest().task()) {
      case BINARY -> probabilities(outputs.column(output), output);
      case MULTICLASS, REGRESSION, RANKING ->
          throw new IllegalStateException("only binary models are scored");
    };
  }

  private double[] probabilities(Column column, String output) {
    if (!(column instanceof Column.Doubles probabilities)) {
      throw noProbability(output, "is no number");
    }
    for (double probability : probabilities.values()) {
      if (!(probability >= 0 && probability <= 1)) {
        throw noProbability(output, "is " + probability);
      }
    }
    return probabilities.values();
  }

  private UserError noProbability(String output, String found) {
    return UserError.failure(
        "the output '"
            + output
            + "' of the "
            + role
            + " is no probability from 0 to 1: it "
            + found);
  }
}
