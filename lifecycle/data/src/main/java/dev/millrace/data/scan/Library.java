package dev.millrace.data.scan;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.sql.SQLException;
import org.duckdb.DuckDBDriver;

/**
 * DuckDB's C interface (duckdb.h), as exported by the library that its JDBC driver loads. The
 * driver offers nothing that reads a column of strings without a call and an object for each.
 */
@SuppressWarnings("restricted") // the library says how large what it points at is
final class Library {

  /** {@code duckdb_result}, which is passed by value: six words that are DuckDB's own business. */
  static final StructLayout RESULT =
      MemoryLayout.structLayout(JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS);

  private static final SymbolLookup SYMBOLS = symbols();

  static final MethodHandle CREATE_CONFIG = state("duckdb_create_config", ADDRESS);
  static final MethodHandle SET_CONFIG = state("duckdb_set_config", ADDRESS, ADDRESS, ADDRESS);
  static final MethodHandle DESTROY_CONFIG = nothing("duckdb_destroy_config", ADDRESS);
  static final MethodHandle OPEN = state("duckdb_open_ext", ADDRESS, ADDRESS, ADDRESS, ADDRESS);
  static final MethodHandle CLOSE = nothing("duckdb_close", ADDRESS);
  static final MethodHandle CONNECT = state("duckdb_connect", ADDRESS, ADDRESS);
  static final MethodHandle DISCONNECT = nothing("duckdb_disconnect", ADDRESS);
  static final MethodHandle QUERY = state("duckdb_query", ADDRESS, ADDRESS, ADDRESS);
  static final MethodHandle PREPARE = state("duckdb_prepare", ADDRESS, ADDRESS, ADDRESS);
  static final MethodHandle PREPARE_ERROR = address("duckdb_prepare_error", ADDRESS);
  static final MethodHandle DESTROY_PREPARE = nothing("duckdb_destroy_prepare", ADDRESS);
  static final MethodHandle EXECUTE = state("duckdb_execute_prepared_streaming", ADDRESS, ADDRESS);
  static final MethodHandle RESULT_ERROR = address("duckdb_result_error", ADDRESS);
  static final MethodHandle DESTROY_RESULT = nothing("duckdb_destroy_result", ADDRESS);
  static final MethodHandle FETCH = address("duckdb_fetch_chunk", RESULT);
  static final MethodHandle DESTROY_CHUNK = nothing("duckdb_destroy_data_chunk", ADDRESS);
  static final MethodHandle CHUNK_SIZE = number("duckdb_data_chunk_get_size", ADDRESS);
  static final MethodHandle VECTOR = address("duckdb_data_chunk_get_vector", ADDRESS, JAVA_LONG);
  static final MethodHandle DATA = address("duckdb_vector_get_data", ADDRESS);
  static final MethodHandle VALIDITY = address("duckdb_vector_get_validity", ADDRESS);

  private Library() {}

  /** Initialising the driver loads the library, into the class loader that looks symbols up. */
  private static SymbolLookup symbols() {
    try {
      Class.forName("org.duckdb.DuckDBNative", true, DuckDBDriver.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the DuckDB driver has no native library", e);
    }
    return SymbolLookup.loaderLookup();
  }

  private static MethodHandle state(String name, MemoryLayout... parameters) {
    return handle(name, FunctionDescriptor.of(JAVA_INT, parameters));
  }

  private static MethodHandle number(String name, MemoryLayout... parameters) {
    return handle(name, FunctionDescriptor.of(JAVA_LONG, parameters));
  }

  private static MethodHandle address(String name, MemoryLayout... parameters) {
    return handle(name, FunctionDescriptor.of(ADDRESS, parameters));
  }

  private static MethodHandle nothing(String name, MemoryLayout... parameters) {
    return handle(name, FunctionDescriptor.ofVoid(parameters));
  }

  private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker().downcallHandle(SYMBOLS.findOrThrow(name), descriptor);
  }

  /** A function that answers whether it succeeded. */
  static boolean succeeds(MethodHandle function, Object... arguments) {
    try {
      return (int) function.invokeWithArguments(arguments) == 0;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static MemorySegment address(MethodHandle function, Object... arguments) {
    try {
      return (MemorySegment) function.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static void call(MethodHandle function, MemorySegment argument) {
    try {
      function.invokeExact(argument);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** A message of DuckDB's as an exception; a null pointer has none. */
  static SQLException error(MemorySegment message) {
    return new SQLException(
        message.equals(MemorySegment.NULL)
            ? "DuckDB failed and does not say why"
            : message.reinterpret(Long.MAX_VALUE).getString(0));
  }

  /** None of these functions throws; only a call that does not fit its function can. */
  static IllegalStateException broken(Throwable e) {
    return new IllegalStateException("a function of DuckDB's was called wrongly", e);
  }
}
