package dev.millrace.evaluation.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Scores that order the rows of each query, with how relevant each row really was.
 *
 * <p>Of rows with equal scores every order is as likely, and metrics are the mean over them; so a
 * model that scores all rows the same is no better than chance, whatever the order of the file. A
 * query without a relevant row has no right order and counts for no metric but those of counts. In
 * a slice a query is those of its rows that are in the slice.
 */
public final class RankingMeasure implements Measure {

  private final double[] scores;
  private final double[] grades;
  private final int[] queryOfRow;
  private final List<Formula<RankingTally>> formulas;
  private final List<Metric> metrics;
  private final int[] cuts;

  /** Query after query, in each from the highest score down. */
  private final int[] order;

  private RankingMeasure(
      double[] scores, double[] grades, int[] queryOfRow, int[] cuts, List<MetricName> names) {
    this.scores = scores;
    this.grades = grades;
    this.queryOfRow = queryOfRow;
    this.cuts = cuts;
    this.formulas = formulas(names);
    this.metrics = Formula.metrics(formulas);
    this.order = byQuery(ScoreOrder.descending(scores), queryOfRow);
  }

  /**
   * The arrays are not copied: whoever hands them over no longer writes to them.
   *
   * @param grades of relevance: 0 for what is not relevant, to 30
   * @param queryOfRow the number of each row's query, from 0
   * @param asked metrics with parameters, to be measured too: {@code ndcg@10}
   * @throws IllegalArgumentException if the arrays do not fit or a value is outside its domain
   * @throws dev.millrace.core.error.UserError if there is no such metric
   */
  public static RankingMeasure of(
      double[] scores, double[] grades, int[] queryOfRow, List<MetricName> asked) {
    Domain.checkNumbers("score", scores, scores.length);
    Domain.checkGrades(grades, scores.length);
    Domain.checkLength("queries", queryOfRow.length, scores.length);
    List<MetricName> cut = new ArrayList<>();
    for (MetricName name : asked) {
      if (name.family().equals("ndcg") && name.hasParameter()) {
        cut.add(name);
      } else if (usual().stream().noneMatch(each -> each.metric().name().equals(name.text()))) {
        List<String> known =
            new ArrayList<>(usual().stream().map(each -> each.metric().name()).toList());
        known.add("ndcg@10");
        throw name.unknown("ranking", known);
      }
    }
    int[] cuts = cut.stream().mapToInt(MetricName::count).toArray();
    return new RankingMeasure(scores, grades, queryOfRow, cuts, cut);
  }

  private static List<Formula<RankingTally>> usual() {
    return List.of(
        new Formula<>(Metric.higher("ndcg").within(Limits.SHARE), RankingTally::ndcg),
        new Formula<>(
            Metric.higher("mean_reciprocal_rank").within(Limits.SHARE),
            RankingTally::reciprocalRank),
        new Formula<>(
            Metric.lower("min_label_position").within(Limits.from(1)), RankingTally::firstPosition),
        new Formula<>(Metric.count("query_count"), RankingTally::queries),
        new Formula<>(Metric.count("mean_query_size"), RankingTally::meanQuerySize),
        new Formula<>(Metric.count("least_query_size"), RankingTally::leastQuerySize),
        new Formula<>(Metric.count("greatest_query_size"), RankingTally::greatestQuerySize),
        new Formula<>(
            Metric.neither("relevant_query_rate").within(Limits.SHARE), RankingTally::relevantRate),
        new Formula<>(Metric.count("example_count"), RankingTally::rows));
  }

  private static List<Formula<RankingTally>> formulas(List<MetricName> cuts) {
    List<Formula<RankingTally>> formulas = new ArrayList<>(usual());
    for (int i = 0; i < cuts.size(); i++) {
      int place = i;
      formulas.add(
          new Formula<>(
              Metric.higher(cuts.get(i).text()).within(Limits.SHARE), sums -> sums.ndcgAt(place)));
    }
    return List.copyOf(formulas);
  }

  /** Deals rows to their queries, each of which stays in the order it was. */
  private static int[] byQuery(int[] order, int[] queryOfRow) {
    int queries = Arrays.stream(queryOfRow).max().orElse(-1) + 1;
    int[] next = new int[queries + 1];
    for (int query : queryOfRow) {
      next[query + 1]++;
    }
    for (int query = 0; query < queries; query++) {
      next[query + 1] += next[query];
    }
    int[] dealt = new int[order.length];
    for (int row : order) {
      dealt[next[queryOfRow[row]]++] = row;
    }
    return dealt;
  }

  @Override
  public List<Metric> metrics() {
    return metrics;
  }

  @Override
  public int rows() {
    return order.length;
  }

  @Override
  public Optional<Metric> loss() {
    return Optional.empty();
  }

  @Override
  public Units units() {
    return new Units(queryOfRow);
  }

  @Override
  public double[][] values(Weights weights, Groups groups) {
    RankingTally[] tallies = new RankingTally[groups.count()];
    Arrays.setAll(tallies, group -> new RankingTally(cuts));
    for (int row : order) {
      double weight = weights.of(row);
      if (weight > 0) {
        tallies[0].add(queryOfRow[row], scores[row], grades[row], weight);
        for (int dealing = 0; dealing < groups.dealings(); dealing++) {
          int group = groups.of(dealing, row);
          if (group >= 0) {
            tallies[group].add(queryOfRow[row], scores[row], grades[row], weight);
          }
        }
      }
    }
    return Arrays.stream(tallies)
        .map(tally -> Formula.values(formulas, tally.finish()))
        .toArray(double[][]::new);
  }

  @Override
  public double[] terms(Metric metric) {
    throw Measure.noMean(metric);
  }
}
