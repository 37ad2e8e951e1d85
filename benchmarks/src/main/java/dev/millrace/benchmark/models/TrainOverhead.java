package dev.millrace.benchmark.models;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.Figure;
import dev.millrace.benchmark.FlightsModel;
import dev.millrace.benchmark.Samples;
import java.util.ArrayList;
import java.util.List;

/**
 * What the step {@code train} of the main example takes, from features in Parquet to a bundle that
 * was compared with the trainer, beside XGBoost called directly for the model alone on the same
 * features in memory; on the eight weeks of the example and on all that there are. Both are cold:
 * each in the process in which it is done for the first time.
 */
public final class TrainOverhead implements Benchmark {

  private static final int TREES = 200;
  private static final int TIMES = 3;

  @Override
  public String name() {
    return "train-overhead";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    List<Figure> figures = new ArrayList<>();
    for (int weeks : List.of(FlightsModel.USUAL_WEEKS, FlightsModel.ALL_WEEKS)) {
      double[] step = new double[TIMES];
      double[] alone = new double[TIMES];
      double[] scored = new double[TIMES];
      for (int i = 0; i < TIMES; i++) {
        FlightsModel model = FlightsModel.train(bench, TREES, weeks);
        step[i] = model.seconds("train");
        alone[i] = LibraryProgram.train(model, TREES, false, bench).seconds();
        scored[i] = LibraryProgram.train(model, TREES, true, bench).seconds();
      }
      figures.add(figure(weeks, new Samples(step), new Samples(alone), new Samples(scored)));
    }
    return figures;
  }

  private static Figure figure(int weeks, Samples step, Samples alone, Samples scored) {
    return Figure.of("train-overhead-" + weeks + "-weeks", step.median() / alone.median(), "×")
        .atMost(1.1)
        .against(
            "medians of %d: step train %.2f s by the library's %.2f s; by %.2f s where it scores as the step does: %.2f ×"
                .formatted(
                    TIMES,
                    step.median(),
                    alone.median(),
                    scored.median(),
                    step.median() / scored.median()));
  }
}
