package dev.millrace.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is measured, in a process of its own: no other benchmark has warmed it up, filled its heap
 * or taught its compiler something else.
 *
 * @param program whose {@code main} prints figures as lines of {@code name value}, and throws if an
 *     answer is wrong
 * @param options of its JVM beside those that all have
 */
public record ChildJvm(Bench bench, Class<?> program, List<String> options) {

  private static final Pattern FLUSHES =
      Pattern.compile("(?m)^\\s*[0-9.]+\\s+[0-9.]+\\s+[0-9]+\\s+([0-9]+)\\s.*f(data)?sync\\s*$");
  private static final List<String> STRACE =
      List.of("strace", "-c", "-f", "--seccomp-bpf", "-e", "trace=fsync,fdatasync");

  /** With no options of its own. */
  public ChildJvm(Bench bench, Class<?> program) {
    this(bench, program, List.of());
  }

  /** What a program measured, by name. */
  public record Measured(Map<String, Double> figures) {

    public double get(String name) {
      return Objects.requireNonNull(figures.get(name), () -> "nothing is said of " + name);
    }
  }

  /** Runs the program. */
  public Measured measure(Object... arguments) throws IOException, InterruptedException {
    Map<String, Double> figures = new LinkedHashMap<>();
    run(List.of(), arguments)
        .out()
        .lines()
        .map(line -> line.split(" "))
        .forEach(line -> figures.put(line[0], Double.valueOf(line[1])));
    return new Measured(figures);
  }

  /**
   * Runs the program, and counts its calls of fsync and fdatasync with {@code strace -c -f}.
   *
   * @throws IOException if there is no strace
   */
  public long flushes(Object... arguments) throws IOException, InterruptedException {
    Matcher lines = FLUSHES.matcher(run(STRACE, arguments).err());
    long calls = 0;
    while (lines.find()) {
      calls += Long.parseLong(lines.group(1));
    }
    return calls;
  }

  /** True if flushes can be counted here; says so if not. */
  public boolean countsFlushes() {
    boolean can = Bench.installed("strace");
    if (!can) {
      bench.say("the calls of fsync are not counted: there is no strace; apt install strace");
    }
    return can;
  }

  private ProcessRun run(List<String> under, Object... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(under);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    ProcessRun run = ProcessRun.of(command, Map.of(), bench.scratch());
    Benchmark.require(
        run.exitCode() == 0, program.getSimpleName() + " failed:\n" + run.err().strip());
    return run;
  }
}
