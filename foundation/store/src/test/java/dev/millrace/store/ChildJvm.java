package dev.millrace.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A process of its own that runs a test program; its lines can be awaited, and it can be killed.
 */
final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Thread reader;

  ChildJvm(Class<?> program, List<String> options, String... arguments) throws IOException {
    this(List.of(), program, options, arguments);
  }

  /**
   * Starts a program.
   *
   * @param before what the command line begins with: a program that runs another
   */
  ChildJvm(List<String> before, Class<?> program, List<String> options, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    reader = Thread.ofVirtual().start(this::readLines);
  }

  /** The next line; waits for it. */
  String awaitLine() throws InterruptedException {
    return lines.take();
  }

  /** Ends it by SIGKILL. */
  void kill() throws InterruptedException {
    // By its handle: destroying the process object would close the streams and lose what it said.
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  int awaitExit() throws InterruptedException {
    return process.waitFor();
  }

  /** The lines not yet taken, when the process has ended. */
  List<String> rest() throws InterruptedException {
    reader.join();
    List<String> rest = new ArrayList<>();
    lines.drainTo(rest);
    return rest;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Only whole lines count: the kill may have cut the last one. */
  private void readLines() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c >= 0; c = in.read()) {
        if (c == '\n') {
          lines.add(line.toString());
          line.setLength(0);
        } else {
          line.append((char) c);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
