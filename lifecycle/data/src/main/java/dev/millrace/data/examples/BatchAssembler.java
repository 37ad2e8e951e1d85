package dev.millrace.data.examples;

import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.duckdb.DuckDBDataChunkReader;

/**
 * Makes batches of chunks. How DuckDB cuts its chunks may differ from run to run; where batches end
 * does not, so whatever is computed batch by batch comes out the same.
 */
final class BatchAssembler {

  private final List<ColumnReader> columns;
  private final BatchConsumer consumer;
  private long rest;
  private int capacity;
  private int filled;

  /**
   * @param rows in all
   */
  BatchAssembler(List<ColumnReader> columns, long rows, BatchConsumer consumer) {
    this.columns = columns;
    this.rest = rows;
    this.consumer = consumer;
    begin();
  }

  void add(DuckDBDataChunkReader chunk) throws InterruptedException {
    int rows = (int) chunk.rowCount();
    for (int from = 0; from < rows; ) {
      if (capacity == 0) {
        throw new IllegalStateException("the files hold more rows than their artifact says");
      }
      int to = Math.min(rows, from + capacity - filled);
      for (int index = 0; index < columns.size(); index++) {
        columns.get(index).read(chunk.vector(index), from, to, filled);
      }
      filled += to - from;
      from = to;
      if (filled == capacity) {
        pass();
      }
    }
  }

  /** Checks that all rows came. */
  void finish() {
    if (capacity > 0) {
      throw new IllegalStateException(
          "the files hold " + (rest - filled) + " rows fewer than their artifact says");
    }
  }

  private void begin() {
    capacity = (int) Math.min(rest, ExamplesReader.BATCH_ROWS);
    filled = 0;
    for (ColumnReader column : columns) {
      column.begin(capacity);
    }
  }

  private void pass() throws InterruptedException {
    SequencedMap<String, Column> read = new LinkedHashMap<>();
    columns.forEach(column -> read.put(column.name(), column.end()));
    Batch batch = new Batch(capacity, read);
    rest -= capacity;
    begin();
    consumer.accept(batch);
  }
}
