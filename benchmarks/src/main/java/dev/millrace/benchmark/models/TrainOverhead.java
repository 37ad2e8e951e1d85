package dev.millrace.benchmark.models;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.Figure;
import dev.millrace.benchmark.FlightsModel;
import dev.millrace.benchmark.Samples;
import java.util.List;

/**
 * What the step {@code train} of the main example takes, from features in Parquet to a bundle that
 * was compared with the trainer, beside XGBoost called directly for the model alone, saved to a
 * file, on the same features in memory; on the eight weeks of the example and on all that there
 * are. Both are cold: each in the process in which it is done for the first time.
 */
public final class TrainOverhead implements Benchmark {

  private static final int TREES = 200;

  @Override
  public String name() {
    return "train-overhead";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    // A run scatters by a twentieth.
    return List.of(
        figure(bench, FlightsModel.USUAL_WEEKS, 15), figure(bench, FlightsModel.ALL_WEEKS, 5));
  }

  private static Figure figure(Bench bench, int weeks, int times) throws Exception {
    double[] step = new double[times];
    double[] alone = new double[times];
    double[] scored = new double[times];
    for (int i = 0; i < times; i++) {
      FlightsModel model = FlightsModel.train(bench, TREES, weeks);
      step[i] = model.seconds("train");
      alone[i] = LibraryProgram.train(model, TREES, false, bench).seconds();
      scored[i] = LibraryProgram.train(model, TREES, true, bench).seconds();
    }
    return figure(weeks, new Samples(step), new Samples(alone), new Samples(scored));
  }

  private static Figure figure(int weeks, Samples step, Samples alone, Samples scored) {
    return Figure.of("train-overhead-" + weeks + "-weeks", step.median() / alone.median(), "×")
        .atMost(1.1)
        .against(
            "medians of %d: step train %.2f s by the library's %.2f s; by %.2f s where it scores as the step does: %.2f ×"
                .formatted(
                    step.sorted().length,
                    step.median(),
                    alone.median(),
                    scored.median(),
                    step.median() / scored.median()));
  }
}
