package dev.millrace.training.xgboost;

import dev.millrace.core.error.UserError;
import dev.millrace.training.trainer.MissingLibrary;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** XGBoost's native library, which needs the OpenMP runtime of the machine. */
final class NativeLibrary {

  private NativeLibrary() {}

  /**
   * Makes the smallest of calls.
   *
   * @throws UserError saying what is missing, if the library cannot be loaded
   */
  static void load() {
    try {
      load(() -> new DMatrix(new float[] {0}, 1, 1, Float.NaN)).dispose();
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost failed: " + e.getMessage(), e);
    }
  }

  /** A call into the library that makes its classes load. */
  @FunctionalInterface
  interface FirstCall<T> {
    T call() throws XGBoostError;
  }

  /**
   * Makes a first call.
   *
   * @throws UserError saying what is missing, if the library cannot be loaded
   */
  static <T> T load(FirstCall<T> call) throws XGBoostError {
    try {
      return call.call();
    } catch (LinkageError e) {
      throw refusal(e);
    }
  }

  static UserError refusal(LinkageError failure) {
    return MissingLibrary.refusal(
        "XGBoost", "Linux and macOS on x86-64 and ARM64, and Windows on x86-64", failure);
  }
}
