package dev.millrace.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The program in a process of its own, for what ends processes. Closing it ends it. */
final class MillraceProcess implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 120;
  private static final long LOOK_EVERY_NANOS = 2_000_000;

  private final Process process;
  private final BlockingQueue<String> unseen = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> printed = new LinkedBlockingQueue<>();
  private final CompletableFuture<String> err;
  private final CompletableFuture<String> out;

  private MillraceProcess(Process process) {
    this.process = process;
    this.err = read(process.getErrorStream(), unseen);
    this.out = read(process.getInputStream(), printed);
  }

  static MillraceProcess start(Path directory, String... arguments) throws IOException {
    return new MillraceProcess(builder(directory, arguments).start());
  }

  /** The process before it is started, for one whose streams lead elsewhere. */
  static ProcessBuilder builder(Path directory, String... arguments) {
    String java = String.join(File.separator, System.getProperty("java.home"), "bin", "java");
    List<String> program =
        List.of(
            java,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(program.stream(), Stream.of(arguments)).toList());
    builder.environment().remove("MILLRACE_HOME");
    return builder.directory(directory.toFile());
  }

  /** Waits for a line on standard error that has a text in it. */
  void awaitLine(String text) throws InterruptedException {
    String line = "";
    while (!line.contains(text)) {
      String next = unseen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("no line has '" + text + "'");
      }
      line = next;
    }
  }

  /** Waits for something that the process does outside its streams. */
  void awaitTrue(Callable<Boolean> condition) throws Exception {
    while (!condition.call()) {
      if (!process.isAlive()) {
        throw new AssertionError("the process has ended: " + err());
      }
      // Spinning would take from the process one of two cores.
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }

  /**
   * What Ctrl-C sends. Under a shell that runs things in the background a process may be told to
   * ignore that; then what {@code kill} sends, which is treated alike.
   *
   * @return the exit code that a process has that ended because of it
   */
  int interrupt() throws IOException, InterruptedException {
    boolean ignored = ignoresInterrupts();
    signal(ignored ? "TERM" : "INT");
    return 128 + (ignored ? 15 : 2);
  }

  /** Sends a signal by its name. */
  void signal(String name) throws IOException, InterruptedException {
    run("kill", "-" + name, Long.toString(process.pid()));
  }

  /** Takes from the process, from now on, the power to make any file longer than so many bytes. */
  void limitFiles(long bytes) throws IOException, InterruptedException {
    run("prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + bytes + ":" + bytes);
  }

  /** Waits for the first line of standard output. */
  String firstLine() throws InterruptedException {
    String line = printed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (line == null) {
      throw new AssertionError("nothing was printed");
    }
    return line;
  }

  /** Waits for the end of the process. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the process does not end");
    }
    return process.exitValue();
  }

  /** All of standard error, once the process has ended. */
  String err() {
    return err.join();
  }

  /** All of standard output, once the process has ended. */
  String out() {
    return out.join();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** From the bits of the signals that this process, and so its children, ignore. */
  private static boolean ignoresInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .map(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
          .anyMatch(signals -> (signals & 1 << 1) != 0);
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    int code = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (code != 0) {
      throw new AssertionError(String.join(" ", command) + " ended with " + code);
    }
  }

  private static CompletableFuture<String> read(InputStream stream, BlockingQueue<String> lines) {
    return CompletableFuture.supplyAsync(
        () -> {
          List<String> all = new ArrayList<>();
          try (BufferedReader reader =
              new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
              all.add(line);
              lines.add(line);
            }
          } catch (IOException e) {
            all.add("broken off: " + e.getMessage());
          }
          return String.join("\n", all);
        },
        task -> Thread.ofVirtual().start(task));
  }
}
