package dev.millrace.data.duckdb;

import org.duckdb.DuckDBDataChunkReader;

/** Takes some rows of a result; the chunk is gone when the call returns. */
@FunctionalInterface
public interface ChunkConsumer {
  void accept(DuckDBDataChunkReader chunk) throws InterruptedException;
}
