package dev.millrace.serving.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines that a process wrote, read as it writes them so that it never waits. */
final class OutputTail {

  private static final int LINES = 20;

  private final Deque<String> lines = new ArrayDeque<>();
  private final Thread reader;

  private OutputTail(InputStream stream) {
    this.reader = Thread.ofVirtual().unstarted(() -> read(stream));
  }

  static OutputTail of(InputStream stream) {
    OutputTail tail = new OutputTail(stream);
    tail.reader.start();
    return tail;
  }

  /** What was read until now. */
  synchronized String soFar() {
    return lines.isEmpty() ? "it said nothing" : String.join("\n", lines);
  }

  /** What was read, once the process has ended. */
  String whole() throws InterruptedException {
    reader.join();
    return soFar();
  }

  private void read(InputStream stream) {
    try (BufferedReader text =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        keep(line);
      }
    } catch (IOException e) {
      keep("(its output broke off: " + e.getMessage() + ")");
    }
  }

  private synchronized void keep(String line) {
    if (lines.size() == LINES) {
      lines.removeFirst();
    }
    lines.addLast(line);
  }
}
