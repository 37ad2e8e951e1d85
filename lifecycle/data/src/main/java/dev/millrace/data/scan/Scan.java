package dev.millrace.data.scan;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.sql.SQLException;

/**
 * The rows of a query, a chunk at a time, in order. A chunk's columns are copied into the caller's
 * arrays; nothing of DuckDB's memory leaves this class but through {@link StringVector}, which is
 * good until the next chunk.
 */
@SuppressWarnings("restricted") // the library says how large what it points at is
public final class Scan implements AutoCloseable {

  /** Rows of a chunk, at most: DuckDB's vector size. */
  public static final int MOST_ROWS = 2048;

  private static final long WORD_BITS = 64;

  private final Arena arena;
  private final MemorySegment statement;
  private final MemorySegment result;
  private final MemorySegment chunk;
  private int rows;

  private Scan(Arena arena) {
    this.arena = arena;
    statement = arena.allocate(ADDRESS);
    result = arena.allocate(Library.RESULT);
    chunk = arena.allocate(ADDRESS);
  }

  static Scan start(MemorySegment connection, String sql) throws SQLException {
    Scan scan = new Scan(Arena.ofAuto());
    try {
      MemorySegment text = scan.arena.allocateFrom(sql);
      if (!Library.succeeds(Library.PREPARE, connection, text, scan.statement)) {
        throw Library.error(Library.address(Library.PREPARE_ERROR, scan.statement.get(ADDRESS, 0)));
      }
      if (!Library.succeeds(Library.EXECUTE, scan.statement.get(ADDRESS, 0), scan.result)) {
        throw Library.error(Library.address(Library.RESULT_ERROR, scan.result));
      }
      return scan;
    } catch (SQLException | RuntimeException e) {
      scan.close();
      throw e;
    }
  }

  /**
   * Goes to the next chunk.
   *
   * @return false after the last
   * @throws InterruptedException if the thread was interrupted
   */
  public boolean next() throws SQLException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while reading");
    }
    drop();
    MemorySegment next;
    try {
      next = (MemorySegment) Library.FETCH.invokeExact(result);
      chunk.set(ADDRESS, 0, next);
      rows =
          next.equals(MemorySegment.NULL) ? 0 : (int) (long) Library.CHUNK_SIZE.invokeExact(next);
    } catch (Throwable e) {
      throw Library.broken(e);
    }
    if (rows == 0) {
      MemorySegment message = Library.address(Library.RESULT_ERROR, result);
      if (!message.equals(MemorySegment.NULL)) {
        throw Library.error(message);
      }
    }
    return rows > 0;
  }

  /** Rows of this chunk. */
  public int rows() {
    return rows;
  }

  /**
   * Which rows of a column have a value: the lowest bit of the first word is the first row.
   *
   * @param words for {@link #MOST_ROWS} bits
   * @return how many rows have one; if that is all, the words are not written
   */
  public int presence(int column, long[] words) {
    MemorySegment bits = pointer(Library.VALIDITY, vector(column));
    if (bits.equals(MemorySegment.NULL)) {
      return rows;
    }
    int used = (int) ((rows + WORD_BITS - 1) / WORD_BITS);
    copy(bits, MemorySegment.ofArray(words), used * JAVA_LONG.byteSize());
    if (rows % WORD_BITS != 0) {
      words[used - 1] &= -1L >>> (WORD_BITS - rows % WORD_BITS);
    }
    int present = 0;
    for (int i = 0; i < used; i++) {
      present += Long.bitCount(words[i]);
    }
    return present;
  }

  /** Copies a column of BIGINT; rows without a value hold anything. */
  public void longs(int column, long[] to) {
    copy(column, MemorySegment.ofArray(to), JAVA_LONG);
  }

  /** Copies a column of DOUBLE; rows without a value hold anything. */
  public void doubles(int column, double[] to) {
    copy(column, MemorySegment.ofArray(to), JAVA_DOUBLE);
  }

  /** Copies a column of BOOLEAN as zeros and ones; rows without a value hold anything. */
  public void booleans(int column, byte[] to) {
    copy(column, MemorySegment.ofArray(to), JAVA_BYTE);
  }

  /** Points at a column of VARCHAR or BLOB, until the next chunk. */
  public void strings(int column, StringVector to) {
    MemorySegment data = pointer(Library.DATA, vector(column));
    to.point(data.reinterpret((long) rows * StringVector.BYTES), rows);
  }

  private void copy(int column, MemorySegment to, MemoryLayout element) {
    copy(pointer(Library.DATA, vector(column)), to, rows * element.byteSize());
  }

  private static void copy(MemorySegment from, MemorySegment to, long bytes) {
    MemorySegment.copy(from.reinterpret(bytes), 0, to, 0, bytes);
  }

  private MemorySegment vector(int column) {
    try {
      return (MemorySegment) Library.VECTOR.invokeExact(chunk.get(ADDRESS, 0), (long) column);
    } catch (Throwable e) {
      throw Library.broken(e);
    }
  }

  private static MemorySegment pointer(java.lang.invoke.MethodHandle of, MemorySegment vector) {
    try {
      return (MemorySegment) of.invokeExact(vector);
    } catch (Throwable e) {
      throw Library.broken(e);
    }
  }

  private void drop() {
    if (!chunk.get(ADDRESS, 0).equals(MemorySegment.NULL)) {
      Library.call(Library.DESTROY_CHUNK, chunk);
      chunk.set(ADDRESS, 0, MemorySegment.NULL);
    }
  }

  @Override
  public void close() {
    drop();
    Library.call(Library.DESTROY_RESULT, result);
    if (!statement.get(ADDRESS, 0).equals(MemorySegment.NULL)) {
      Library.call(Library.DESTROY_PREPARE, statement);
    }
  }
}
