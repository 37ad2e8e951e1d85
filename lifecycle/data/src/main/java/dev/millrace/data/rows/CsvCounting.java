package dev.millrace.data.rows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Counts the values of a file by kind, several parts of it at a time.
 *
 * <p>Where a part begins is only known to be the beginning of a row once the part before it has
 * been read: the line break there may stand within quotes. So each part begins, for a try, behind
 * the first line break of its stretch, and is counted up to the first row that begins in the next
 * stretch. If that is not where the next part began, then that part was read wrongly, and is read
 * again from the right place.
 */
final class CsvCounting {

  private static final long STRETCH = 16L << 20;

  private final Path file;
  private final CsvHead head;
  private final ValueReader reader;

  private CsvCounting(Path file, CsvHead head) {
    this.file = file;
    this.head = head;
    reader = new ValueReader(head.layout().dialect());
  }

  static CsvCount count(Path file, CsvHead head, int threads)
      throws IOException, InterruptedException {
    return new CsvCounting(file, head).count(threads);
  }

  private CsvCount count(int threads) throws IOException, InterruptedException {
    long size = Files.size(file);
    boolean whole = TextInput.packed(file) || !head.layout().common() || size <= STRETCH;
    if (whole) {
      try (InputStream text = TextInput.open(file, head.layout())) {
        return part(text, head.layout().mark(), Long.MAX_VALUE);
      }
    }
    List<Long> starts = new ArrayList<>();
    starts.add((long) head.layout().mark());
    List<Future<CsvCount>> parts = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, threads))) {
      for (long from = STRETCH; from < size; from += STRETCH) {
        starts.add(behindLineBreak(from));
      }
      for (int i = 0; i < starts.size(); i++) {
        long start = starts.get(i);
        long end = (i + 1) * STRETCH;
        parts.add(pool.submit(() -> part(start, end)));
      }
      return merged(starts, parts);
    }
  }

  private CsvCount merged(List<Long> starts, List<Future<CsvCount>> parts)
      throws IOException, InterruptedException {
    CsvCount all = result(parts.getFirst());
    for (int i = 1; i < parts.size(); i++) {
      boolean right = all.end() == starts.get(i);
      all = all.merge(right ? result(parts.get(i)) : part(all.end(), (i + 1) * STRETCH));
    }
    return all;
  }

  private static CsvCount result(Future<CsvCount> pending)
      throws IOException, InterruptedException {
    try {
      return pending.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException unreadable -> throw unreadable;
        case RuntimeException failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  private long behindLineBreak(long from) throws IOException {
    try (InputStream bytes = from(from - 1)) {
      byte[] buffer = new byte[1 << 16];
      long at = from - 1;
      for (int read = bytes.read(buffer); read > 0; read = bytes.read(buffer)) {
        for (int i = 0; i < read; i++) {
          if (buffer[i] == '\n') {
            return at + i + 1;
          }
        }
        at += read;
      }
      return at;
    }
  }

  private InputStream from(long offset) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    return Channels.newInputStream(channel.position(offset));
  }

  private CsvCount part(long from, long to) throws IOException {
    try (InputStream text = from(from)) {
      return part(text, from, to);
    }
  }

  /** Counts the rows that begin before a place. */
  private CsvCount part(InputStream text, long from, long to) throws IOException {
    CsvScanner scanner = new CsvScanner(text, head.layout(), from);
    if (from == head.layout().mark()) {
      head.skip(scanner);
    }
    Census census = new Census();
    List<Census.Column> columns = head.names().stream().map(census::column).toList();
    boolean single = columns.size() == 1;
    long rows = 0;
    long bad = 0;
    while (scanner.offset() < to) {
      CsvScanner.Step step = scanner.next(single);
      if (step == CsvScanner.Step.END) {
        break;
      }
      if (step == CsvScanner.Step.ROW && scanner.fields() == columns.size()) {
        rows++;
        count(scanner, columns);
      } else {
        bad++;
      }
    }
    return new CsvCount(
        census,
        rows,
        bad,
        scanner.regular(),
        scanner.windows(),
        new RowShape(scanner.longest(), scanner.brokenValues()),
        scanner.offset());
  }

  private void count(CsvScanner row, List<Census.Column> columns) {
    for (int i = 0; i < columns.size(); i++) {
      Census.Column column = columns.get(i);
      Kind kind = reader.kind(row, i);
      column.add(kind);
      if (kind == Kind.TEXT && column.needsExample()) {
        column.example(ValueReader.quoted(row.value(i)));
      }
    }
  }
}
