package dev.millrace.benchmark.models;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.Figure;
import dev.millrace.benchmark.FlightsModel;
import java.time.Duration;
import java.util.List;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import tools.jackson.databind.JsonNode;

/**
 * The main example with 200 trees from an empty home: what of its time is not the trainer's, and
 * what the step {@code train} takes beside the library itself, called directly on the same matrix,
 * with no validation rows, no metrics and nothing written. The models are compared first.
 */
public final class FlightsFull implements Benchmark {

  private static final int TREES = 200;
  private static final int THREADS = 2;

  @Override
  public String name() {
    return "flights-full";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    FlightsModel model = FlightsModel.train(bench, TREES);
    PreparedFlights prepared = PreparedFlights.of(model, bench.folder("prepare"));
    DMatrix warmUp = prepared.matrix(); // loads the library
    warmUp.dispose();
    long start = System.nanoTime();
    DMatrix matrix = prepared.matrix();
    Booster booster = PreparedFlights.train(matrix, TREES, THREADS);
    double library = (System.nanoTime() - start) / 1e9;
    try {
      RawFlights raw = RawFlights.of(model, 1, bench);
      raw.predict(THREADS);
      raw.requireSame(booster.predict(matrix));
    } finally {
      matrix.dispose();
      booster.dispose();
    }
    for (JsonNode step : model.report().required("steps")) {
      bench.say("%-14s %6.2f s".formatted(step.required("step").asString(), took(step)));
    }
    double whole = took(model.report().required("run"));
    double train = took(model.step("train"));
    String beside = "whole run %.2f s, the library alone %.2f s".formatted(whole, library);
    return List.of(
        Figure.of("flights-full", whole - library, "s").atMost(8).against(beside),
        Figure.of("train-overhead", train / library, "×")
            .atMost(1.1)
            .against("step train %.2f s by the library's %.2f s".formatted(train, library)));
  }

  private static double took(JsonNode told) {
    return Duration.parse(told.required("took").asString()).toNanos() / 1e9;
  }
}
