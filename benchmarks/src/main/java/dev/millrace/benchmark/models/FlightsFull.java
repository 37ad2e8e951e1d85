package dev.millrace.benchmark.models;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.Figure;
import dev.millrace.benchmark.FlightsModel;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The main example with 200 trees from an empty home: what of its time is not the trainer's own
 * native code, which is what the library takes when it is called directly for the same model and
 * the same scores.
 */
public final class FlightsFull implements Benchmark {

  private static final int TREES = 200;

  @Override
  public String name() {
    return "flights-full";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    FlightsModel model = FlightsModel.train(bench, TREES, FlightsModel.USUAL_WEEKS);
    for (JsonNode step : model.report().required("steps")) {
      String name = step.required("step").asString();
      bench.say("%-14s %6.2f s".formatted(name, model.seconds(name)));
    }
    double library = LibraryProgram.train(model, TREES, true, bench).train();
    return List.of(
        Figure.of("flights-full", model.seconds() - library, "s")
            .atMost(8)
            .against(
                "whole run %.2f s, XGBoost with its scores %.2f s"
                    .formatted(model.seconds(), library)));
  }
}
