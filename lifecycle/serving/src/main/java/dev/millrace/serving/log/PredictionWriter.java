package dev.millrace.serving.log;

import dev.millrace.core.port.RequestLog.Prediction;
import dev.millrace.serving.log.Segments.Place;
import dev.millrace.serving.text.JsonBytes;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes predictions without waiting and writes them on a thread of its own.
 *
 * <p>Serving must not feel the log: a caller pays for one entry in a queue. The queue is bounded in
 * rows; what does not fit, and what a failing disk does not take, is dropped and counted. The
 * thread lingers a little before it writes, so that under load it is woken, and the disk asked,
 * some hundred times a second and not once a request.
 */
final class PredictionWriter implements Closeable {

  private static final System.Logger LOGGER = System.getLogger(PredictionWriter.class.getName());
  private static final Duration LINGER = Duration.ofMillis(5);
  private static final int ROWS_AT_ONCE = 4_096;

  private final Segments segments;
  private final int capacity;
  private final LinkedBlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
  private final AtomicLong queued = new AtomicLong();
  private final LongAdder dropped = new LongAdder();
  private final Thread thread;
  private volatile boolean closed;
  private volatile boolean dropping;

  PredictionWriter(Segments segments, int capacity) {
    this.segments = segments;
    this.capacity = capacity;
    this.thread = Thread.ofPlatform().daemon().name("request-log").start(this::run);
  }

  /** What the thread finds in its queue, in order. */
  private sealed interface Entry {

    record Rows(List<Prediction> rows) implements Entry {}

    /** Completed when all rows before it are on disk, or with the reason why not. */
    record Flush(CompletableFuture<Void> done, boolean last) implements Entry {}
  }

  void offer(List<Prediction> rows) {
    int count = rows.size();
    if (closed || queued.addAndGet(count) > capacity) {
      queued.addAndGet(closed ? 0 : -count);
      drop(count, "more rows are waiting than it has room for");
    } else {
      queue.add(new Entry.Rows(rows));
    }
  }

  void flush() throws IOException {
    if (!closed) {
      await(false);
    }
  }

  long dropped() {
    return dropped.sum();
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      await(true);
    }
  }

  private void await(boolean last) throws IOException {
    CompletableFuture<Void> done = new CompletableFuture<>();
    queue.add(new Entry.Flush(done, last));
    LockSupport.unpark(thread);
    try {
      done.get();
    } catch (ExecutionException e) {
      throw new IOException("predictions could not be written to the request log", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the request log was being written", e);
    }
  }

  private void run() {
    boolean going = true;
    while (going) {
      try {
        going = step(queue.take());
      } catch (InterruptedException e) {
        going = false;
      }
    }
  }

  /** Deals with an entry and the rows right behind it; false after the last. */
  private boolean step(Entry entry) {
    return switch (entry) {
      case Entry.Rows rows -> {
        LockSupport.parkNanos(LINGER.toNanos());
        write(rows);
        yield true;
      }
      case Entry.Flush flush -> {
        settle(flush);
        yield !flush.last();
      }
    };
  }

  private void write(Entry.Rows first) {
    Map<Place, Lines> lines = new LinkedHashMap<>();
    int rows = 0;
    Entry.Rows next = first;
    while (true) {
      rows += next.rows().size();
      add(lines, next.rows());
      if (rows >= ROWS_AT_ONCE || !(queue.peek() instanceof Entry.Rows following)) {
        break;
      }
      queue.remove();
      next = following;
    }
    lines.forEach(this::append);
    queued.addAndGet(-rows);
  }

  private void add(Map<Place, Lines> lines, List<Prediction> rows) {
    int added = 0;
    try {
      for (Prediction row : rows) {
        Lines.add(lines, row);
        added++;
      }
    } catch (RuntimeException e) {
      drop(rows.size() - added, e.toString()); // a row that cannot be made must not end the thread
    }
  }

  private void append(Place place, Lines lines) {
    try {
      segments.at(place).append(lines.bytes.toByteArray());
      if (dropping) {
        dropping = false;
        LOGGER.log(System.Logger.Level.WARNING, "the request log keeps rows again");
      }
    } catch (IOException | RuntimeException e) {
      drop(lines.rows, e.toString());
    }
  }

  private void settle(Entry.Flush flush) {
    try {
      if (flush.last()) {
        segments.close();
      } else {
        segments.force();
      }
      flush.done().complete(null);
    } catch (IOException e) {
      flush.done().completeExceptionally(e);
    }
  }

  private void drop(int rows, String why) {
    dropped.add(rows);
    if (!dropping) {
      dropping = true;
      LOGGER.log(System.Logger.Level.WARNING, "the request log drops predictions: " + why);
    }
  }

  /** Lines for one segment. */
  private static final class Lines {
    private final JsonBytes bytes = new JsonBytes(1 << 14);
    private int rows;

    static void add(Map<Place, Lines> lines, Prediction row) {
      Place place = Place.of(row.model(), row.eventTime());
      Lines of = lines.computeIfAbsent(place, p -> new Lines());
      LogLine.write(of.bytes, row);
      of.rows++;
    }
  }
}
