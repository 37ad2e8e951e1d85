package dev.millrace.engine.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What a program says, bytes on their way to lines: as much as a log can keep goes through at once,
 * and after that an even flow, however much there is. What is left out is counted, and of each such
 * stretch the end is kept. So a program that prints without end is not held up by its log, and
 * costs a fixed amount of memory.
 *
 * <p>A carriage return ends a line too: progress bars are lines. A line has no limit, but of a long
 * one only the beginning is kept.
 */
final class Output {

  /** A log cuts lines to a part of this: what it cuts has been searched for secrets whole. */
  static final int LONGEST_LINE = 1 << 16;

  /** What goes through at once: as much as a log keeps. */
  static final long BURST = 8 << 20;

  /** What goes through each second besides. */
  static final long FLOW = 1 << 19;

  /** What a line costs besides its bytes. */
  private static final int LINE_COST = 64;

  private final Consumer<String> lines;
  private final LongSupplier nanos;
  private final LastLines last = new LastLines();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final Omitted omitted = new Omitted();
  private long lineBytes;
  private boolean afterReturn;
  private boolean omitting;
  private long allowance = BURST;
  private long earned;

  Output(Consumer<String> lines) {
    this(lines, System::nanoTime);
  }

  Output(Consumer<String> lines, LongSupplier nanos) {
    this.lines = lines;
    this.nanos = nanos;
    this.earned = nanos.getAsLong();
  }

  /** Takes the first bytes of a chunk. */
  void add(byte[] chunk, int length) {
    earn();
    int from = 0;
    while (from < length) {
      if (omitting) {
        omitted.add(chunk, from, length - from);
        return;
      }
      from = addToLine(chunk, from, length);
    }
  }

  /** There is no more. */
  void end() {
    goOn();
    if (lineBytes > 0) {
      endLine();
    }
  }

  /** The newest lines, in order. */
  List<String> lastLines() {
    return last.lines();
  }

  private void earn() {
    long now = nanos.getAsLong();
    allowance = Math.min(BURST, allowance + (long) ((now - earned) / 1e9 * FLOW));
    earned = now;
    if (omitting && allowance >= FLOW / 2) {
      goOn();
    }
  }

  /** Says what was left out, and the end of it. */
  private void goOn() {
    if (omitting) {
      omitting = false;
      byte[] end = omitted.takeEnd(this::pass);
      int from = 0;
      while (from < end.length) {
        from = addToLine(end, from, end.length);
      }
      omitting = false;
    }
  }

  /** Takes bytes up to the end of a line; returns where to go on. */
  private int addToLine(byte[] chunk, int from, int length) {
    int at = from;
    while (at < length && chunk[at] != '\n' && chunk[at] != '\r') {
      at++;
    }
    int room = LONGEST_LINE - line.size();
    line.write(chunk, from, Math.min(room, at - from));
    lineBytes += at - from;
    afterReturn &= at == from;
    if (at == length) {
      return length;
    }
    if (chunk[at] == '\r' || !afterReturn) {
      endLine();
    }
    afterReturn = chunk[at] == '\r';
    return at + 1;
  }

  private void endLine() {
    String text = Printable.of(line.toString(StandardCharsets.UTF_8));
    long more = lineBytes - line.size();
    allowance -= lineBytes + LINE_COST;
    line.reset();
    lineBytes = 0;
    omitting = allowance < 0;
    pass(more == 0 ? text : text + " … (" + more + " more bytes)");
  }

  private void pass(String text) {
    last.add(text);
    lines.accept(text);
  }
}
