package dev.millrace.training.lightgbm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.millrace.training.trainer.FeatureMatrix;
import dev.millrace.training.trainer.LabelledRows;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Rows in LightGBM's own memory, their features sorted into bins, until closed. */
record Dataset(NativeLibrary library, MemorySegment handle) implements AutoCloseable {

  static final int FLOAT32 = 0;
  private static final int FLOAT64 = 1;
  private static final int INT32 = 2;

  /**
   * Rows to learn from, which say where the bins are.
   *
   * @param parameters of LightGBM
   */
  static Dataset of(LabelledRows rows, String parameters) {
    return of(rows, parameters, MemorySegment.NULL);
  }

  /** Other rows, in the same bins. */
  Dataset another(LabelledRows rows, String parameters) {
    return of(rows, parameters, handle);
  }

  private static Dataset of(LabelledRows rows, String parameters, MemorySegment reference) {
    NativeLibrary library = NativeLibrary.open();
    Dataset dataset = create(library, rows.features(), parameters, reference);
    try {
      dataset.set("label", rows.labels());
      rows.weights().ifPresent(weights -> dataset.set("weight", weights));
      rows.groups().ifPresent(dataset::setGroups);
      return dataset;
    } catch (RuntimeException e) {
      dataset.close();
      throw e;
    }
  }

  private static Dataset create(
      NativeLibrary library, FeatureMatrix features, String parameters, MemorySegment reference) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment handle = arena.allocate(ADDRESS);
      library.call(
          Function.DATASET_CREATE_FROM_MAT,
          arena.allocateFrom(JAVA_FLOAT, features.values()),
          FLOAT32,
          features.rows(),
          features.features(),
          1,
          arena.allocateFrom(parameters),
          reference,
          handle);
      return new Dataset(library, handle.get(ADDRESS, 0));
    }
  }

  private void set(String field, float[] values) {
    try (Arena arena = Arena.ofConfined()) {
      set(
          arena.allocateFrom(field),
          arena.allocateFrom(JAVA_FLOAT, values),
          values.length,
          FLOAT32);
    }
  }

  private void setGroups(int[] sizes) {
    try (Arena arena = Arena.ofConfined()) {
      set(arena.allocateFrom("group"), arena.allocateFrom(JAVA_INT, sizes), sizes.length, INT32);
    }
  }

  /**
   * What the sums of trees of each row start from.
   *
   * @param margins of all rows for the first output, then of all for the next
   */
  void startFrom(double[] margins) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment values = arena.allocateFrom(JAVA_DOUBLE, margins);
      set(arena.allocateFrom("init_score"), values, margins.length, FLOAT64);
    }
  }

  private void set(MemorySegment field, MemorySegment values, int length, int type) {
    library.call(Function.DATASET_SET_FIELD, handle, field, values, length, type);
  }

  @Override
  public void close() {
    library.call(Function.DATASET_FREE, handle);
  }
}
