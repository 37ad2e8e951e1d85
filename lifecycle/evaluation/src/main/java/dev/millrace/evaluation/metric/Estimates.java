package dev.millrace.evaluation.metric;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of a model, and of a baseline if there is one, for each group of rows, and how much
 * better the model is. Both meet the same rows in each replicate, so what the difference varies by
 * is less than what either does. The same rows give the same bits on any number of threads.
 */
public final class Estimates {

  /** Replicates that are measured in one walk, each of which costs its draws of all rows. */
  private static final int TOGETHER = 4;

  private final List<Metric> metrics;
  private final Estimate[][] model;
  private final Estimate @Nullable [][] baseline;
  private final Estimate @Nullable [][] improvement;

  private Estimates(
      List<Metric> metrics,
      Estimate[][] model,
      Estimate @Nullable [][] baseline,
      Estimate @Nullable [][] improvement) {
    this.metrics = metrics;
    this.model = model;
    this.baseline = baseline;
    this.improvement = improvement;
  }

  /**
   * Models on rows.
   *
   * @param baseline of the same rows and metrics
   * @param weights as the rows are
   */
  public record Subject(Measure model, Optional<Measure> baseline, Weights weights) {

    public Subject {
      if (baseline.isPresent() && !baseline.get().metrics().equals(model.metrics())) {
        throw new IllegalArgumentException("model and baseline are measured by other metrics");
      }
    }

    private Weights drawn(Resampling resampling, int replicate) {
      return resampling.draw(weights, model.units(), model.rows(), replicate);
    }
  }

  /**
   * Measures.
   *
   * @param resampling for intervals; absent where none are wanted
   */
  public static Estimates of(
      Subject subject, Groups groups, Optional<Resampling> resampling, int threads)
      throws InterruptedException {
    Dealt rows = new Dealt(subject, groups);
    Measured plain = rows.measure(List.of(subject.weights())).getFirst();
    int metrics = subject.model().metrics().size();
    Spreads ofModel = new Spreads(groups.count(), metrics);
    Spreads ofBaseline = new Spreads(groups.count(), metrics);
    Spreads ofDifference = new Spreads(groups.count(), metrics);
    if (resampling.isPresent()) {
      replicate(
          rows,
          resampling.get(),
          threads,
          measured -> {
            ofModel.add(measured.model());
            double[][] other = measured.baseline();
            if (other != null) {
              ofBaseline.add(other);
              ofDifference.add(improvement(subject, measured.model(), other));
            }
          });
    }
    double[][] other = plain.baseline();
    if (other == null) {
      Estimate[][] model = ofModel.around(plain.model(), subject, resampling);
      return new Estimates(subject.model().metrics(), model, null, null);
    }
    Estimate[][] improvement =
        ofDifference.around(improvement(subject, plain.model(), other), subject, resampling);
    meansOfAll(subject, improvement[0]);
    return new Estimates(
        subject.model().metrics(),
        ofModel.around(plain.model(), subject, resampling),
        ofBaseline.around(other, subject, resampling),
        improvement);
  }

  /** Over all rows, differences of means have an interval that needs no draws. */
  private static void meansOfAll(Subject subject, Estimate[] improvement) {
    for (int i = 0; i < improvement.length; i++) {
      Metric metric = subject.model().metrics().get(i);
      if (metric.meanOverRows() && improvement[i].defined()) {
        improvement[i] =
            Estimate.of(
                PairedDifference.of(
                        metric,
                        subject.model(),
                        subject.baseline().orElseThrow(),
                        subject.weights())
                    .improvement());
      }
    }
  }

  /** What is known of one metric of all rows. */
  public static Estimates known(
      Metric metric, Estimate model, Estimate baseline, Estimate improvement) {
    return new Estimates(
        List.of(metric),
        new Estimate[][] {{model}},
        new Estimate[][] {{baseline}},
        new Estimate[][] {{improvement}});
  }

  private record Measured(double[][] model, double @Nullable [][] baseline) {}

  private interface Replicates {
    void add(Measured measured);
  }

  /** Models on groups of rows. */
  private record Dealt(Subject subject, Measure.Grouped model, Optional<Measure.Grouped> baseline) {

    Dealt(Subject subject, Groups groups) {
      this(
          subject,
          subject.model().in(groups),
          subject.baseline().map(measure -> measure.in(groups)));
    }

    List<Measured> measure(List<Weights> draws) {
      List<double[][]> ofModel = model.values(draws);
      Optional<List<double[][]>> ofBaseline = baseline.map(measure -> measure.values(draws));
      return IntStream.range(0, draws.size())
          .mapToObj(
              draw ->
                  new Measured(
                      ofModel.get(draw), ofBaseline.map(values -> values.get(draw)).orElse(null)))
          .toList();
    }
  }

  private static double[][] improvement(Subject subject, double[][] model, double[][] baseline) {
    double[][] improvement = new double[model.length][];
    for (int group = 0; group < model.length; group++) {
      improvement[group] = new double[model[group].length];
      for (int metric = 0; metric < model[group].length; metric++) {
        improvement[group][metric] =
            subject
                .model()
                .metrics()
                .get(metric)
                .direction()
                .improvement(model[group][metric], baseline[group][metric]);
      }
    }
    return improvement;
  }

  /**
   * Replicates are measured on all threads, some together, and told of in their order; no thread
   * waits for another.
   */
  private static void replicate(Dealt rows, Resampling resampling, int threads, Replicates to)
      throws InterruptedException {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      Deque<Future<List<Measured>>> running = new ArrayDeque<>();
      for (int start = 0; start < resampling.replicates(); start += TOGETHER) {
        if (running.size() > threads) {
          running.remove().get().forEach(to::add);
        }
        IntStream drawn =
            IntStream.range(start, Math.min(start + TOGETHER, resampling.replicates()));
        running.add(
            pool.submit(
                () ->
                    rows.measure(
                        drawn.mapToObj(each -> rows.subject.drawn(resampling, each)).toList())));
      }
      for (Future<List<Measured>> each : running) {
        each.get().forEach(to::add);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a replicate could not be measured", e.getCause());
    }
  }

  /** A spread for each metric of each group. */
  private record Spreads(Spread[][] spreads) {

    Spreads(int groups, int metrics) {
      this(new Spread[groups][metrics]);
      for (Spread[] ofGroup : spreads) {
        for (int metric = 0; metric < metrics; metric++) {
          ofGroup[metric] = new Spread();
        }
      }
    }

    void add(double[][] values) {
      for (int group = 0; group < values.length; group++) {
        for (int metric = 0; metric < values[group].length; metric++) {
          spreads[group][metric].add(values[group][metric]);
        }
      }
    }

    Estimate[][] around(double[][] values, Subject subject, Optional<Resampling> resampling) {
      Estimate[][] estimates = new Estimate[values.length][];
      for (int group = 0; group < values.length; group++) {
        estimates[group] = new Estimate[values[group].length];
        for (int metric = 0; metric < values[group].length; metric++) {
          boolean count = subject.model().metrics().get(metric).form() == Metric.Form.COUNT;
          double value = values[group][metric];
          estimates[group][metric] =
              count || resampling.isEmpty()
                  ? Estimate.exact(value)
                  : spreads[group][metric].around(value, resampling.get());
        }
      }
      return estimates;
    }
  }

  public List<Metric> metrics() {
    return metrics;
  }

  public Estimate model(int group, int metric) {
    return model[group][metric].within(limits(metric));
  }

  public Optional<Estimate> baseline(int group, int metric) {
    return baseline == null
        ? Optional.empty()
        : Optional.of(baseline[group][metric].within(limits(metric)));
  }

  /** How much better the model is; of a metric without a direction, how much more. */
  public Optional<Estimate> improvement(int group, int metric) {
    return improvement == null
        ? Optional.empty()
        : Optional.of(improvement[group][metric].within(limits(metric).ofDifference()));
  }

  private Limits limits(int metric) {
    return metrics.get(metric).limits();
  }

  /** The place of a metric, −1 if there is none of that name. */
  public int place(String metric) {
    for (int i = 0; i < metrics.size(); i++) {
      if (metrics.get(i).name().equals(metric)) {
        return i;
      }
    }
    return -1;
  }
}
