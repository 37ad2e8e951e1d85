package dev.millrace.benchmark.models;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.ChildJvm;
import dev.millrace.benchmark.FlightsModel;
import dev.millrace.training.trainer.TrainingOrder;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;

/**
 * XGBoost called directly, in a process of its own, on the features that a run trained on: read
 * into memory first, which is not counted.
 */
final class LibraryProgram {

  private static final int THREADS = 2;

  private LibraryProgram() {}

  /**
   * What it takes, in seconds.
   *
   * @param load of the library
   * @param train of making the library's matrices and training
   * @param save of the model to a file
   */
  record Seconds(double load, double train, double save) {

    double seconds() {
      return load + train + save;
    }
  }

  /**
   * Trains the model of a run once more, and requires that it is the same to the byte.
   *
   * @param scored whether to score it on the way, as the step train does
   */
  static Seconds train(FlightsModel model, int trees, boolean scored, Bench bench)
      throws Exception {
    Path folder = bench.folder("library");
    ChildJvm.Measured took =
        new ChildJvm(bench, LibraryProgram.class)
            .measure(
                folder,
                trees,
                scored,
                joined(model.shards("transform", "transformed", "train")),
                joined(model.shards("transform", "transformed", "eval")));
    Benchmark.require(
        Arrays.equals(
            Files.readAllBytes(folder.resolve("model.json")),
            Files.readAllBytes(model.directory().resolve("trainer.bin"))),
        "the library called directly makes another model");
    return new Seconds(took.get("load"), took.get("train"), took.get("save"));
  }

  private static String joined(List<Path> files) {
    return files.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static PreparedFlights prepared(String files, Path folder) throws Exception {
    return PreparedFlights.of(
        Arrays.stream(files.split(File.pathSeparator)).map(Path::of).toList(), folder);
  }

  /**
   * @param arguments a folder for the model, how many trees, whether to score, and the Parquet
   *     files of both splits
   */
  @SuppressWarnings("SystemOut") // the figures
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    int trees = Integer.parseInt(arguments[1]);
    PreparedFlights training = prepared(arguments[3], folder);
    List<PreparedFlights> scored =
        List.of(
            training.spread(TrainingOrder.SCORED_ROWS),
            prepared(arguments[4], folder).spread(TrainingOrder.SCORED_ROWS));
    long start = System.nanoTime();
    new DMatrix(new float[] {0}, 1, 1, Float.NaN).dispose();
    double load = (System.nanoTime() - start) / 1e9;
    start = System.nanoTime();
    DMatrix matrix = training.matrix();
    Booster booster =
        Boolean.parseBoolean(arguments[2])
            ? PreparedFlights.trainScored(matrix, scored, trees, THREADS)
            : PreparedFlights.train(matrix, trees, THREADS);
    double train = (System.nanoTime() - start) / 1e9;
    start = System.nanoTime();
    booster.saveModel(folder.resolve("model.json").toString());
    double save = (System.nanoTime() - start) / 1e9;
    System.out.println("load " + load);
    System.out.println("train " + train);
    System.out.println("save " + save);
  }
}
