package dev.millrace.evaluation;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.data.examples.ExamplesReader;
import dev.millrace.evaluation.slice.Slicing;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * Rows with their labels, the scores that each model gives them, and the slices they fall into. All
 * models are asked about the same rows, in one pass.
 */
final class ScoredRows {

  private final String split;
  private final String label;
  private final List<Scorer> scorers;
  private final Slicing slicing;
  private final int threads;
  private final double[] labels;
  private final double[][] scores;
  private int filled;

  /**
   * @throws UserError if the split has no rows, or lacks a column that is needed
   */
  ScoredRows(
      ExamplesReader reader,
      String split,
      String label,
      List<Scorer> scorers,
      List<List<String>> slices,
      int threads) {
    SequencedMap<String, DataType> columns = reader.columns();
    int rows = rowsOf(reader, split);
    requireLabel(label, columns);
    scorers.forEach(scorer -> scorer.requireFits(columns));
    this.split = split;
    this.label = label;
    this.scorers = List.copyOf(scorers);
    this.slicing = new Slicing(slices, columns, rows);
    this.threads = threads;
    this.labels = new double[rows];
    this.scores = new double[scorers.size()][rows];
  }

  private static int rowsOf(ExamplesReader reader, String split) {
    long rows = reader.rows(split);
    if (rows == 0) {
      throw UserError.failure("the split '" + split + "' has no rows to evaluate on");
    }
    return Math.toIntExact(rows);
  }

  private static void requireLabel(String label, SequencedMap<String, DataType> columns) {
    if (!columns.containsKey(label)) {
      throw UserError.failure("the examples have no label '" + label + "'")
          .hint(Suggestion.remedy(label, columns.sequencedKeySet()));
    }
  }

  /** The columns to read. */
  List<String> columns() {
    SequencedSet<String> columns = new LinkedHashSet<>(List.of(label));
    scorers.forEach(scorer -> columns.addAll(scorer.columns()));
    columns.addAll(slicing.columns());
    return List.copyOf(columns);
  }

  /** Scores the next rows. */
  void add(Batch batch) {
    Column given = batch.column(label);
    for (int row = 0; row < batch.rows(); row++) {
      labels[filled + row] = label(given, row);
    }
    for (int index = 0; index < scores.length; index++) {
      System.arraycopy(score(scorers.get(index), batch), 0, scores[index], filled, batch.rows());
    }
    slicing.add(batch);
    filled += batch.rows();
  }

  private double[] score(Scorer scorer, Batch batch) {
    try {
      return scorer.score(batch, threads);
    } catch (UserError e) {
      String from = "the " + scorer.role() + " refuses rows from " + filled + " of '" + split + "'";
      throw UserError.failure(from + ", counting from there: " + e.getMessage()).causedBy(e);
    }
  }

  private double label(Column column, int row) {
    if (!column.present(row)) {
      throw wrongLabel(row, "missing")
          .hint("leave such rows out in the select of ingest: WHERE " + label + " IS NOT NULL");
    }
    double value =
        switch (column) {
          case Column.Booleans booleans -> booleans.values()[row] ? 1 : 0;
          case Column.Longs longs -> longs.values()[row];
          case Column.Doubles doubles -> doubles.values()[row];
          case Column.Strings strings -> throw wrongLabel(row, "'" + strings.value(row) + "'");
        };
    if (value != 0 && value != 1) {
      throw wrongLabel(row, String.valueOf(value));
    }
    return value;
  }

  private UserError wrongLabel(int row, String found) {
    return UserError.failure(
        "the label '"
            + label
            + "' of row "
            + (filled + row)
            + " of '"
            + split
            + "' is "
            + found
            + "; expected a boolean, 0 or 1");
  }

  int rows() {
    return filled;
  }

  double[] labels() {
    return labels;
  }

  /** The scores by the model of that place in the list. */
  double[] scores(int scorer) {
    return scores[scorer];
  }

  Slicing slicing() {
    return slicing;
  }
}
