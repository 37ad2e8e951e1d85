package dev.millrace.benchmark.models;

import dev.millrace.benchmark.Benchmark;
import dev.millrace.evaluation.metric.BinaryMeasure;
import dev.millrace.evaluation.metric.BinaryPlan;
import dev.millrace.evaluation.metric.Groups;
import dev.millrace.evaluation.metric.Metric;
import dev.millrace.evaluation.metric.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Evaluates predictions that are right by construction: scores are uniform, and a label is 1 as
 * often as its score says. So the AUC tends to 5/6, and the log loss, the mean entropy of a uniform
 * probability, to 1/2; both are checked, whole and by slice.
 */
final class EvaluateProgram {

  private static final double AUC = 5 / 6.0;
  private static final double LOG_LOSS = 0.5;

  private EvaluateProgram() {}

  /**
   * @param arguments how many rows, and how many slices
   */
  @SuppressWarnings("SystemOut") // the figures
  public static void main(String[] arguments) throws Exception {
    int rows = Integer.parseInt(arguments[0]);
    int slices = Integer.parseInt(arguments[1]);
    SplittableRandom random = new SplittableRandom(20010226);
    double[] scores = new double[rows];
    double[] labels = new double[rows];
    int[] sliceOfRow = new int[rows];
    for (int row = 0; row < rows; row++) {
      scores[row] = (float) random.nextDouble(); // as a model gives them
      labels[row] = random.nextDouble() < scores[row] ? 1 : 0;
      sliceOfRow[row] = random.nextInt(slices);
    }
    long start = System.nanoTime();
    BinaryMeasure measure = BinaryMeasure.of(BinaryPlan.USUAL, scores, labels);
    Groups groups = Groups.all(rows);
    groups.add(sliceOfRow, slices);
    double[][] values = measure.values(Weights.equal(), groups);
    double seconds = (System.nanoTime() - start) / 1e9;
    List<String> names = measure.metrics().stream().map(Metric::name).toList();
    long counted = 0;
    for (int group = 0; group < groups.count(); group++) {
      double found = values[group][names.indexOf("example_count")];
      requireNear(values[group], names, found);
      counted += group == 0 ? 0 : Math.round(found);
    }
    Benchmark.require(counted == rows, "the slices have " + counted + " rows");
    System.out.println("seconds " + seconds);
    System.out.println("peak_bytes " + peakBytes());
  }

  /** Within six standard errors; neither metric's deviation of a row is more than one. */
  private static void requireNear(double[] found, List<String> names, double rows) {
    double tolerance = 6 / Math.sqrt(rows);
    double auc = found[names.indexOf("auc")];
    double logLoss = found[names.indexOf("log_loss")];
    Benchmark.require(Math.abs(auc - AUC) < tolerance, "auc " + auc);
    Benchmark.require(Math.abs(logLoss - LOG_LOSS) < tolerance, "log_loss " + logLoss);
  }

  /** The most that the process ever had, as Linux keeps it. */
  private static long peakBytes() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
          .findFirst()
          .orElseThrow(() -> new Benchmark.Unable("the peak of memory is told by Linux only"));
    }
  }
}
