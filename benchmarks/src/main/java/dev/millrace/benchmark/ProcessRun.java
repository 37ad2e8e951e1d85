package dev.millrace.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program, run as a whole.
 *
 * @param seconds by the wall clock, the JVM's start included
 */
public record ProcessRun(int exitCode, double seconds, String out, String err) {

  private static final long POLL_MILLIS = 50;

  /**
   * A run whose memory was watched.
   *
   * @param peakBytes each process' own peak of resident memory, added up over the process and all
   *     its children: not less than what they ever had together
   */
  public record Watched(ProcessRun run, long peakBytes) {}

  private interface End {
    void await(Process process) throws InterruptedException;
  }

  /** Starts a program and waits for its end. */
  public static ProcessRun of(List<String> command, Map<String, String> environment, Path scratch)
      throws IOException, InterruptedException {
    return of(command, environment, scratch, Process::waitFor);
  }

  /**
   * As {@link #of}, looking at the memory of all processes again and again, which takes some
   * hundredths of a core from the program.
   */
  public static Watched watched(List<String> command, Map<String, String> environment, Path scratch)
      throws IOException, InterruptedException {
    Map<Long, Long> peaks = new HashMap<>();
    ProcessRun run = of(command, environment, scratch, process -> watch(process, peaks));
    return new Watched(run, peaks.values().stream().mapToLong(Long::longValue).sum());
  }

  private static void watch(Process process, Map<Long, Long> peaks) throws InterruptedException {
    while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
      try (Stream<ProcessHandle> children = process.descendants()) {
        Stream.concat(Stream.of(process.toHandle()), children)
            .forEach(one -> peaks.merge(one.pid(), peakOf(one.pid()), Math::max));
      }
    }
  }

  private static ProcessRun of(
      List<String> command, Map<String, String> environment, Path scratch, End end)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(scratch, "out", "");
    Path err = Files.createTempFile(scratch, "err", "");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    long start = System.nanoTime();
    Process process = builder.start();
    end.await(process);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new ProcessRun(
        process.exitValue(),
        seconds,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  /** The high-water mark that Linux keeps; 0 where there is none, or the process has just ended. */
  private static long peakOf(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0;
    }
  }
}
