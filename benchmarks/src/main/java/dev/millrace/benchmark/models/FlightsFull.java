package dev.millrace.benchmark.models;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.Figure;
import dev.millrace.benchmark.FlightsModel;
import java.time.Duration;
import java.util.List;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;
import tools.jackson.databind.JsonNode;

/**
 * The main example with 200 trees from an empty home: what of its time is not the trainer's own
 * native code, which is what the library takes when it is called directly for the same model and
 * the same scores of both splits; and what the step {@code train} takes beside the library called
 * for the model alone, with no scores and nothing written. The models are compared first.
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
    PreparedFlights prepared = PreparedFlights.of(model, "train", bench.folder("prepare"));
    DMatrix warmUp = prepared.matrix(); // loads the library
    warmUp.dispose();
    double scored = scored(prepared, PreparedFlights.of(model, "eval", bench.folder("eval")));
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
    String beside = "whole run %.2f s, XGBoost with its scores %.2f s".formatted(whole, scored);
    return List.of(
        Figure.of("flights-full", whole - scored, "s").atMost(8).against(beside),
        Figure.of("train-overhead", train / library, "×")
            .atMost(1.1)
            .against("step train %.2f s by the library's %.2f s".formatted(train, library)));
  }

  /** Seconds in the library for all that the step asks of it until the model is fitted. */
  private static double scored(PreparedFlights train, PreparedFlights eval) throws XGBoostError {
    long start = System.nanoTime();
    DMatrix matrix = train.matrix();
    DMatrix validation = eval.matrix();
    Booster booster = PreparedFlights.trainScored(matrix, validation, TREES, THREADS);
    double seconds = (System.nanoTime() - start) / 1e9;
    booster.dispose();
    validation.dispose();
    matrix.dispose();
    return seconds;
  }

  private static double took(JsonNode told) {
    return Duration.parse(told.required("took").asString()).toNanos() / 1e9;
  }
}
