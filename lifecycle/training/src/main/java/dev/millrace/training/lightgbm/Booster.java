package dev.millrace.training.lightgbm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.millrace.training.trainer.FeatureMatrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A model in LightGBM's own memory until closed. */
record Booster(NativeLibrary library, MemorySegment handle) implements AutoCloseable {

  /** What to predict, by LightGBM's numbers. */
  enum Prediction {
    NORMAL(0),
    MARGIN(1),
    SHAP(3);

    private final int number;

    Prediction(int number) {
      this.number = number;
    }
  }

  /** How to tell what features are worth, by LightGBM's numbers. */
  enum Worth {
    SPLITS(0),
    GAIN(1);

    private final int number;

    Worth(int number) {
      this.number = number;
    }
  }

  /**
   * A model that has learned nothing.
   *
   * @param training must outlive its growth
   * @param parameters of LightGBM
   */
  static Booster create(Dataset training, String parameters) {
    NativeLibrary library = training.library();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment handle = arena.allocate(ADDRESS);
      library.call(
          Function.BOOSTER_CREATE, training.handle(), arena.allocateFrom(parameters), handle);
      return new Booster(library, handle.get(ADDRESS, 0));
    }
  }

  /** A model that was saved as text. */
  static Booster read(String text) {
    NativeLibrary library = NativeLibrary.open();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment handle = arena.allocate(ADDRESS);
      library.call(
          Function.BOOSTER_LOAD_MODEL_FROM_STRING,
          arena.allocateFrom(text),
          arena.allocate(JAVA_INT),
          handle);
      return new Booster(library, handle.get(ADDRESS, 0));
    }
  }

  /** Puts the trees of a model that has learned before in front of its own. */
  void goOnFrom(Booster initial) {
    library.call(Function.BOOSTER_MERGE, handle, initial.handle);
  }

  /** Scores these rows too, as data set 1, 2 and so on; the rows it learns from are 0. */
  void watch(Dataset rows) {
    library.call(Function.BOOSTER_ADD_VALID_DATA, handle, rows.handle());
  }

  /** Adds a round. Returns whether there was anything left to learn. */
  boolean grow() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment finished = arena.allocate(JAVA_INT);
      library.call(Function.BOOSTER_UPDATE_ONE_ITER, handle, finished);
      return finished.get(JAVA_INT, 0) == 0;
    }
  }

  /** The one metric of a data set. */
  double metric(int dataset) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment count = arena.allocate(JAVA_INT);
      MemorySegment value = arena.allocate(JAVA_DOUBLE);
      library.call(Function.BOOSTER_GET_EVAL, handle, dataset, count, value);
      return value.get(JAVA_DOUBLE, 0);
    }
  }

  /**
   * The predictions of a data set's rows: those of the first output, then those of the next.
   *
   * @param size rows × outputs
   */
  double[] predictions(int dataset, int size) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment values = arena.allocate(JAVA_DOUBLE, size);
      library.call(
          Function.BOOSTER_GET_PREDICT, handle, dataset, arena.allocate(JAVA_LONG), values);
      return values.toArray(JAVA_DOUBLE);
    }
  }

  /** The first rounds as text. */
  String text(int rounds) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment length = arena.allocate(JAVA_LONG);
      save(rounds, arena.allocate(1), length);
      MemorySegment text = arena.allocate(length.get(JAVA_LONG, 0), JAVA_BYTE.byteAlignment());
      save(rounds, text, length);
      return text.getString(0);
    }
  }

  /** Writes the text if there is room, and how long it is with its end in any case. */
  private void save(int rounds, MemorySegment text, MemorySegment length) {
    library.call(
        Function.BOOSTER_SAVE_MODEL_TO_STRING,
        handle,
        0,
        rounds,
        Worth.SPLITS.number,
        text.byteSize(),
        length,
        text);
  }

  /**
   * @param width values that a row has of it
   * @return row after row
   */
  double[] predict(FeatureMatrix rows, Prediction what, int width, int threads) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment values = arena.allocate(JAVA_DOUBLE, (long) rows.rows() * width);
      library.call(
          Function.BOOSTER_PREDICT_FOR_MAT,
          handle,
          arena.allocateFrom(JAVA_FLOAT, rows.values()),
          Dataset.FLOAT32,
          rows.rows(),
          rows.features(),
          1,
          what.number,
          0,
          0,
          arena.allocateFrom("verbosity=-1 num_threads=" + threads),
          arena.allocate(JAVA_LONG),
          values);
      return values.toArray(JAVA_DOUBLE);
    }
  }

  /** What each feature is worth. */
  double[] importance(Worth worth, int features) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment values = arena.allocate(JAVA_DOUBLE, features);
      library.call(Function.BOOSTER_FEATURE_IMPORTANCE, handle, 0, worth.number, values);
      return values.toArray(JAVA_DOUBLE);
    }
  }

  @Override
  public void close() {
    library.call(Function.BOOSTER_FREE, handle);
  }
}
