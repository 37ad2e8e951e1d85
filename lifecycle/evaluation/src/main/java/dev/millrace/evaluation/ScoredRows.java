package dev.millrace.evaluation;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.data.examples.ExamplesReader;
import dev.millrace.evaluation.metric.BinaryMeasure;
import dev.millrace.evaluation.metric.BinaryPlan;
import dev.millrace.evaluation.metric.Measure;
import dev.millrace.evaluation.metric.MulticlassMeasure;
import dev.millrace.evaluation.metric.RankingMeasure;
import dev.millrace.evaluation.metric.RegressionMeasure;
import dev.millrace.evaluation.metric.Weights;
import dev.millrace.evaluation.search.SliceSearch;
import dev.millrace.evaluation.slice.Slicing;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.bundle.Task;
import dev.millrace.model.predict.ModelRuntime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * Rows with their labels, the scores that each model gives them, and the slices they fall into. All
 * models are asked about the same rows, in one pass.
 */
final class ScoredRows {

  /** Before the names of conditions, so that they are no names of columns. */
  private static final String CONDITION = "slice_where.";

  private final Asked asked;
  private final List<Scorer> scorers;
  private final Slicing slicing;
  private final int threads;
  private final Labels labels;
  private final Queries queries;
  private final double[] weights;

  /** By scorer, output and row. */
  private final double[][][] scores;

  private final SliceSearch search;
  private final SequencedMap<String, int[]> met = new LinkedHashMap<>();
  private int filled;

  /**
   * @throws UserError if the split has no rows, or lacks a column that is needed
   */
  ScoredRows(ExamplesReader reader, Asked asked, List<Scorer> scorers, int threads) {
    SequencedMap<String, DataType> columns = reader.columns();
    int rows = rowsOf(reader, asked.split());
    requireColumn("label", asked.label(), columns);
    asked.rows().weight().ifPresent(weight -> requireNumbers(weight, columns));
    scorers.forEach(scorer -> scorer.requireFits(columns));
    scorers.forEach(scorer -> scorer.requireLike(scorers.getFirst()));
    requireGroup(asked, scorers.getFirst(), columns);
    this.asked = asked;
    this.scorers = List.copyOf(scorers);
    this.slicing = new Slicing(asked.slices().by(), columns, rows);
    this.search = new SliceSearch(searched(columns), rows, asked.slices().leastRows());
    this.threads = threads;
    this.labels = Labels.of(scorers.getFirst().manifest(), rows);
    this.queries = new Queries(asked.rows().group().isPresent() ? rows : 0);
    this.weights = new double[asked.rows().weight().isPresent() ? rows : 0];
    asked.slices().where().keySet().forEach(name -> met.put(name, new int[rows]));
    this.scores = new double[scorers.size()][scorers.getFirst().width()][rows];
  }

  /** What the model knows of a row; nothing if nothing is to be found. */
  private SequencedMap<String, DataType> searched(SequencedMap<String, DataType> columns) {
    SequencedMap<String, DataType> searched = new LinkedHashMap<>();
    if (asked.slices().found()) {
      columns.forEach(
          (name, type) -> {
            if (scorers.getFirst().columns().contains(name)) {
              searched.put(name, type);
            }
          });
    }
    return searched;
  }

  private static int rowsOf(ExamplesReader reader, String split) {
    long rows = reader.rows(split);
    if (rows == 0) {
      throw UserError.failure("the split '" + split + "' has no rows to evaluate on");
    }
    return Math.toIntExact(rows);
  }

  private static void requireColumn(
      String as, String name, SequencedMap<String, DataType> columns) {
    if (!columns.containsKey(name)) {
      throw UserError.failure("the examples have no " + as + " '" + name + "'")
          .hint(Suggestion.remedy(name, columns.sequencedKeySet()));
    }
  }

  private static void requireNumbers(String weight, SequencedMap<String, DataType> columns) {
    requireColumn("weight", weight, columns);
    DataType type = columns.get(weight);
    if (type != DataType.NUMBER && type != DataType.INTEGER) {
      throw UserError.failure("the weight '" + weight + "' is no column of numbers");
    }
  }

  private static void requireGroup(
      Asked asked, Scorer model, SequencedMap<String, DataType> columns) {
    asked.rows().group().ifPresent(group -> requireColumn("group", group, columns));
    if (model.manifest().task() == Task.RANKING && asked.rows().group().isEmpty()) {
      throw UserError.usage("evaluate: a ranking model is evaluated query by query")
          .hint("name the column that tells queries apart: group: COLUMN");
    }
  }

  /** The columns to read. */
  List<String> columns() {
    SequencedSet<String> columns = new LinkedHashSet<>(List.of(asked.label()));
    asked.rows().weight().ifPresent(columns::add);
    asked.rows().group().ifPresent(columns::add);
    scorers.forEach(scorer -> columns.addAll(scorer.columns()));
    columns.addAll(slicing.columns());
    return List.copyOf(columns);
  }

  /** What to ask of each row, by the name of the column that answers. */
  SequencedMap<String, String> conditions() {
    SequencedMap<String, String> conditions = new LinkedHashMap<>();
    asked.slices().where().forEach((name, sql) -> conditions.put(CONDITION + name, sql));
    return conditions;
  }

  /** Scores the next rows. */
  void add(Batch batch) {
    labels.add(batch.column(asked.label()), place(asked.label()));
    asked.rows().weight().ifPresent(weight -> addWeights(weight, batch.column(weight)));
    asked.rows().group().ifPresent(group -> queries.add(batch.column(group), place(group)));
    for (int index = 0; index < scores.length; index++) {
      double[][] outputs = score(scorers.get(index), batch);
      for (int output = 0; output < outputs.length; output++) {
        System.arraycopy(outputs[output], 0, scores[index][output], filled, batch.rows());
      }
    }
    slicing.add(batch);
    search.add(batch);
    met.forEach((name, groups) -> addMet(batch.column(CONDITION + name), groups));
    filled += batch.rows();
  }

  private void addMet(Column column, int[] groups) {
    for (int row = 0; row < column.size(); row++) {
      boolean meets = column instanceof Column.Booleans booleans && booleans.values()[row];
      groups[filled + row] = meets ? 0 : -1;
    }
  }

  private void addWeights(String name, Column column) {
    for (int row = 0; row < column.size(); row++) {
      double weight =
          switch (column) {
            case Column.Longs longs -> longs.values()[row];
            case Column.Doubles doubles -> doubles.values()[row];
            case Column.Booleans _, Column.Strings _ -> Double.NaN;
          };
      String expected = "a number that is not negative";
      if (!column.present(row)) {
        throw place(name).missing(row, "weight", expected);
      }
      if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
        throw place(name).wrong(row, "weight", String.valueOf(weight), expected);
      }
      weights[filled + row] = weight;
    }
  }

  private double[][] score(Scorer scorer, Batch batch) {
    try {
      return scorer.score(batch, threads);
    } catch (UserError e) {
      String from =
          "the " + scorer.role() + " refuses rows from " + filled + " of '" + asked.split() + "'";
      throw UserError.failure(from + ", counting from there: " + e.getMessage()).causedBy(e);
    }
  }

  private Labels.Place place(String column) {
    return new Labels.Place(asked.split(), column, filled);
  }

  /**
   * @throws UserError if no row counts, so that there is nothing to measure
   */
  void requireWeight() {
    if (weights.length > 0 && Arrays.stream(weights).noneMatch(weight -> weight > 0)) {
      throw UserError.failure(
              "the weight '"
                  + asked.rows().weight().orElseThrow()
                  + "' of every row of '"
                  + asked.split()
                  + "' is 0")
          .hint("evaluate on rows of which some count, or without a weight");
    }
  }

  int rows() {
    return filled;
  }

  Task task() {
    return scorers.getFirst().manifest().task();
  }

  /** What has computed the predictions of the model, or of the baseline. */
  ModelRuntime runtime(boolean ofBaseline) {
    return scorers.get(ofBaseline ? 1 : 0).manifest().runtime();
  }

  Weights weights() {
    return weights.length == 0 ? Weights.equal() : Weights.of(weights);
  }

  Measure model() {
    return measure(0);
  }

  Optional<Measure> baseline() {
    return scores.length > 1 ? Optional.of(measure(1)) : Optional.empty();
  }

  private Measure measure(int scorer) {
    double[][] outputs = scores[scorer];
    return switch (labels) {
      case Labels.OfClasses(var _, int[] classes) ->
          MulticlassMeasure.of(
              scorers.get(scorer).manifest().classes(), outputs, classes, asked.metrics());
      case Labels.OfNumbers(Task task, double[] values) ->
          switch (task) {
            case BINARY ->
                BinaryMeasure.of(
                    BinaryPlan.of(asked.decisionThreshold(), asked.metrics()), outputs[0], values);
            case REGRESSION -> RegressionMeasure.of(outputs[0], values, asked.metrics());
            case RANKING -> RankingMeasure.of(outputs[0], values, queries.ofRow(), asked.metrics());
            case MULTICLASS -> throw new IllegalStateException("classes are no numbers");
          };
    };
  }

  SliceSearch search() {
    return search;
  }

  Slicing slicing() {
    return slicing;
  }

  /** By the names of conditions, 0 for a row that meets it, else −1. */
  SequencedMap<String, int[]> met() {
    return met;
  }
}
