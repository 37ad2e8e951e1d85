package dev.millrace.benchmark.models;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.Figure;
import dev.millrace.benchmark.FlightsModel;
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

  @Override
  public String name() {
    return "train-overhead";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    List<Figure> figures = new ArrayList<>();
    for (int weeks : List.of(FlightsModel.USUAL_WEEKS, FlightsModel.ALL_WEEKS)) {
      FlightsModel model = FlightsModel.train(bench, TREES, weeks);
      double step = model.seconds("train");
      LibraryProgram.Seconds alone = LibraryProgram.train(model, TREES, false, bench);
      LibraryProgram.Seconds scored = LibraryProgram.train(model, TREES, true, bench);
      double library = alone.load() + alone.train();
      figures.add(
          Figure.of("train-overhead-" + weeks + "-weeks", step / library, "×")
              .atMost(1.1)
              .against(
                  "step train %.2f s by the library's %.2f s; by %.2f s where it scores as the step does: %.2f ×"
                      .formatted(
                          step,
                          library,
                          scored.load() + scored.train(),
                          step / (scored.load() + scored.train()))));
    }
    return figures;
  }
}
