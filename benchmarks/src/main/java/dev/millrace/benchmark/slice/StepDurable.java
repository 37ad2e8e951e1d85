package dev.millrace.benchmark.slice;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.Figure;
import dev.millrace.benchmark.ProcessRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A chain of 200 steps that do nothing: what it costs that each is on the disk before the next
 * begins. The calls that flush are counted by strace, in a run of its own.
 */
public final class StepDurable implements Benchmark {

  private static final int STEPS = 200;
  private static final int WARM_UP = 1000;
  private static final Pattern CALLS =
      Pattern.compile("(?m)^\\s*[0-9.]+\\s+[0-9.]+\\s+[0-9]+\\s+([0-9]+)\\s.*f(data)?sync\\s*$");

  @Override
  public String name() {
    return "step-durable";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    ProcessRun timed = chain(bench, List.of(), WARM_UP, STEPS);
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.of("step-durable", Double.parseDouble(timed.out().strip()), "ms/step")
            .against("a chain of " + STEPS + " no-op steps"));
    if (Bench.installed("strace")) {
      long with = flushes(bench, STEPS);
      long without = flushes(bench, 1);
      figures.add(
          Figure.of("step-durable-fsyncs", (with - without) / (double) (STEPS - 1), "fsyncs/step")
              .atLeast(1)
              .against(
                  "strace -c -f: %d for %d steps, %d for one".formatted(with, STEPS, without)));
    } else {
      bench.say("the calls of fsync are not counted: there is no strace; apt install strace");
    }
    return figures;
  }

  private static long flushes(Bench bench, int steps) throws IOException, InterruptedException {
    List<String> strace = List.of("strace", "-c", "-f", "-e", "trace=fsync,fdatasync");
    Matcher lines = CALLS.matcher(chain(bench, strace, 0, steps).err());
    long calls = 0;
    while (lines.find()) {
      calls += Long.parseLong(lines.group(1));
    }
    return calls;
  }

  private static ProcessRun chain(Bench bench, List<String> under, int warmUp, int steps)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(under);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), StepChain.class.getName()));
    command.add(bench.folder("home").toString());
    command.addAll(List.of(Integer.toString(warmUp), Integer.toString(steps)));
    ProcessRun run = ProcessRun.of(command, Map.of(), bench.scratch());
    Benchmark.require(run.exitCode() == 0, "the chain failed:\n" + run.err());
    return run;
  }
}
