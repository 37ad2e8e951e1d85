package dev.millrace.evaluation;

import dev.millrace.core.artifact.Model;
import dev.millrace.core.error.UserError;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.bundle.Manifest;
import dev.millrace.model.bundle.ModelBundle;
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
    return new Scorer(role, ModelBundle.open(model.directory()));
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

  Manifest manifest() {
    return bundle.manifest();
  }

  /**
   * @throws UserError if this model does not do the same as the other, so that they cannot be
   *     compared
   */
  void requireLike(Scorer other) {
    if (manifest().task() != other.manifest().task()) {
      throw UserError.failure(
              "the "
                  + role
                  + " is a "
                  + manifest().task().text()
                  + " model and the "
                  + other.role
                  + " a "
                  + other.manifest().task().text()
                  + " one: they cannot be compared")
          .hint("evaluate without a baseline, or against one of the same task");
    }
    if (!manifest().classes().equals(other.manifest().classes())) {
      throw UserError.failure(
              "the "
                  + role
                  + " tells the classes "
                  + manifest().classes()
                  + " apart and the "
                  + other.role
                  + " "
                  + other.manifest().classes())
          .hint("evaluate without a baseline, or against one of the same classes");
    }
  }

  /** How many numbers there are to a row. */
  int width() {
    return scores().size();
  }

  private List<String> scores() {
    List<String> outputs = manifest().task().outputs(manifest().classes());
    return switch (manifest().task()) {
      case BINARY, REGRESSION, RANKING -> outputs;
      case MULTICLASS -> outputs.subList(1, outputs.size());
    };
  }

  /** What the model says of each row: by output, then by row; of several classes, each one's. */
  double[][] score(Batch rows, int threads) {
    SequencedMap<String, Column> inputs = new LinkedHashMap<>();
    columns().forEach(name -> inputs.put(name, rows.column(name)));
    Batch outputs = bundle.predictor().predict(new Batch(rows.rows(), inputs), threads);
    return scores().stream()
        .map(output -> numbers(outputs.column(output), output))
        .toArray(double[][]::new);
  }

  private double[] numbers(Column column, String output) {
    if (!(column instanceof Column.Doubles numbers)) {
      throw wrongOutput(output, "is no number");
    }
    for (double number : numbers.values()) {
      if (!fits(number)) {
        throw wrongOutput(output, "is " + number);
      }
    }
    return numbers.values();
  }

  private boolean fits(double number) {
    return switch (manifest().task()) {
      case BINARY, MULTICLASS -> number >= 0 && number <= 1;
      case REGRESSION, RANKING -> Double.isFinite(number);
    };
  }

  private UserError wrongOutput(String output, String found) {
    String expected =
        switch (manifest().task()) {
          case BINARY, MULTICLASS -> "no probability from 0 to 1";
          case REGRESSION, RANKING -> "no finite number";
        };
    return UserError.failure(
        "the output '" + output + "' of the " + role + " is " + expected + ": it " + found);
  }
}
