package dev.millrace.benchmark;

import dev.millrace.benchmark.calibration.DistanceSpeed;
import dev.millrace.benchmark.calibration.FalseAlarms;
import dev.millrace.benchmark.data.CsvIngest;
import dev.millrace.benchmark.data.StatisticsIncrement;
import dev.millrace.benchmark.data.StatisticsScale;
import dev.millrace.benchmark.data.StatisticsSpeed;
import dev.millrace.benchmark.data.TransformIncrement;
import dev.millrace.benchmark.data.TransformSpeed;
import dev.millrace.benchmark.data.ValidateThousand;
import dev.millrace.benchmark.engine.Chain;
import dev.millrace.benchmark.engine.LineageHops;
import dev.millrace.benchmark.engine.Memory;
import dev.millrace.benchmark.engine.Plan1000;
import dev.millrace.benchmark.engine.RunsList;
import dev.millrace.benchmark.engine.Throughput;
import dev.millrace.benchmark.models.EvaluateMany;
import dev.millrace.benchmark.models.FlightsFull;
import dev.millrace.benchmark.models.InitMany;
import dev.millrace.benchmark.models.InitRun;
import dev.millrace.benchmark.models.PredictBatch;
import dev.millrace.benchmark.models.PredictRow;
import dev.millrace.benchmark.models.TrainOverhead;
import dev.millrace.benchmark.models.TuneSearch;
import dev.millrace.benchmark.slice.Flights;
import dev.millrace.benchmark.slice.HttpRatio;
import dev.millrace.benchmark.slice.StepDurable;
import dev.millrace.core.error.Suggestion;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Runs benchmarks by group and prints their figures. */
public final class Main {

  private final boolean json;
  private final List<Figure> figures = new ArrayList<>();
  private boolean broken;

  private Main(boolean json) {
    this.json = json;
  }

  /** By group, in the order they run. */
  private static SequencedMap<String, List<Benchmark>> groups() {
    SequencedMap<String, List<Benchmark>> groups = new LinkedHashMap<>();
    groups.put("slice", List.of(new Flights(), new HttpRatio(), new StepDurable()));
    groups.put(
        "engine",
        List.of(
            new Chain(),
            new Throughput(),
            new Plan1000(),
            new RunsList(),
            new LineageHops(),
            new Memory()));
    groups.put(
        "data",
        List.of(
            new StatisticsSpeed(),
            new StatisticsIncrement(),
            new StatisticsScale(),
            new CsvIngest(),
            new TransformSpeed(),
            new TransformIncrement(),
            new ValidateThousand()));
    groups.put(
        "models",
        List.of(
            new PredictRow(),
            new PredictBatch(),
            new EvaluateMany(),
            new FlightsFull(),
            new TrainOverhead(),
            new InitRun(),
            new InitMany(),
            new TuneSearch()));
    groups.put("calibration", List.of(new DistanceSpeed(), new FalseAlarms()));
    return groups;
  }

  private static String help(String groups) {
    return """
      usage: benchmarks/run [--json] [GROUP…]

      Runs all benchmarks, or those of the groups: %s.
      Each checks its answer first. Figures go to standard output, as a table or, with --json, one
      object a line with name, value, unit, against, bar and holds; talk goes to standard error.

      Exit codes: 0 measured, also where a bar is missed; 1 an answer was wrong or a benchmark broke;
      2 wrong usage. What needs a program that is not installed is left out, and said so.
      """
        .formatted(groups);
  }

  /** Talk. */
  static void say(String line) {
    err().println(line);
  }

  public static void main(String[] arguments) throws Exception {
    SequencedMap<String, List<Benchmark>> groups = groups();
    List<String> named = new ArrayList<>(List.of(arguments));
    if (named.contains("--help") || named.contains("-h")) {
      out().print(help(String.join(", ", groups.keySet())));
      return;
    }
    Main main = new Main(named.remove("--json"));
    for (String group : named) {
      if (!groups.containsKey(group)) {
        say("error: there is no group '" + group + "'");
        say("hint: " + Suggestion.remedy(group, groups.keySet()));
        System.exit(2);
      }
    }
    try (Bench bench = Bench.open()) {
      for (String group : named.isEmpty() ? groups.keySet() : named) {
        for (Benchmark benchmark : groups.getOrDefault(group, List.of())) {
          main.run(benchmark, bench);
        }
      }
    }
    main.finish();
  }

  private void run(Benchmark benchmark, Bench bench) {
    say(benchmark.name() + " …");
    try {
      for (Figure figure : benchmark.measure(bench)) {
        figures.add(figure);
        if (json) {
          out().println(figure.json());
        }
      }
    } catch (Benchmark.Unable unable) {
      say("  left out: " + unable.getMessage());
    } catch (Benchmark.WrongAnswer wrong) {
      broken = true;
      say("error: " + benchmark.name() + " answers wrongly: " + wrong.getMessage());
    } catch (Exception e) {
      broken = true;
      say("error: " + benchmark.name() + " broke");
      e.printStackTrace(err());
    }
  }

  private void finish() {
    if (!json) {
      out().print(FigureTable.of(figures));
    }
    if (broken) {
      System.exit(1);
    }
  }

  @SuppressWarnings("SystemOut") // a program's figures
  private static PrintStream out() {
    return new PrintStream(System.out, true, StandardCharsets.UTF_8);
  }

  @SuppressWarnings("SystemErr") // a program's talk
  private static PrintStream err() {
    return new PrintStream(System.err, true, StandardCharsets.UTF_8);
  }
}
