package dev.millrace.engine.crash;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;

/** A process that runs the pipeline, and what it has said. */
final class Child implements AutoCloseable {

  /** What its output ends with. */
  private static final String END = "";

  /** The exit code of a process that SIGKILL has ended. */
  private static final int KILLED = 128 + 9;

  /** What it has said lies in the pipe: reading it takes no time. */
  private static final Duration LONGEST_REST = Duration.ofSeconds(5);

  private final Process process;
  private final BlockingQueue<String> unread = new LinkedBlockingQueue<>();
  private final List<String> said = new ArrayList<>();
  private final Thread reader;

  /**
   * Starts it.
   *
   * @param errors takes what it says of what goes wrong, besides that of others
   */
  Child(List<String> command, Path errors) throws IOException {
    process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
            .start();
    reader = Thread.ofVirtual().start(this::read);
  }

  /** Waits until it has said so many lines of a kind, or has ended. */
  void await(Predicate<String> kind, int lines) throws InterruptedException {
    int found = 0;
    while (found < lines) {
      String line = unread.take();
      if (line.equals(END)) {
        unread.add(END);
        return;
      }
      said.add(line);
      if (kind.test(line)) {
        found++;
      }
    }
  }

  /** Ends it by SIGKILL; false if it has ended by itself before. */
  boolean kill() throws InterruptedException {
    // By its handle: destroying the process object would close the stream and lose what it said.
    process.toHandle().destroyForcibly();
    return process.waitFor() == KILLED;
  }

  int awaitExit() throws InterruptedException {
    return process.waitFor();
  }

  /**
   * All whole lines, once it has ended. A process that is killed while it starts two programs can
   * leave Java's two helpers behind, each waiting for the other and both holding its output open,
   * so the end of that is not waited for without end.
   */
  List<String> said() throws InterruptedException {
    reader.join(LONGEST_REST);
    unread.drainTo(said);
    return said.stream().filter(line -> !line.equals(END)).toList();
  }

  @Override
  public void close() {
    process.toHandle().destroyForcibly();
  }

  /** Only whole lines count: the kill may have cut the last one. */
  private void read() {
    try (Reader in = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c >= 0; c = in.read()) {
        if (c == '\n') {
          unread.add(line.toString());
          line.setLength(0);
        } else {
          line.append((char) c);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      unread.add(END);
    }
  }
}
