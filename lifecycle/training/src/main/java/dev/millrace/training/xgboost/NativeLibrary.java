package dev.millrace.training.xgboost;

import dev.millrace.core.error.UserError;
import dev.millrace.training.trainer.MissingLibrary;
import java.lang.reflect.Field;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * XGBoost's native library, which needs the OpenMP runtime of the machine. XGBoost copies it out of
 * its jar into the temp folder, which takes 80 ms, and leaves 16 MB there if the process is killed.
 * Where it lies beside the jar, as in the distribution, it is loaded from there.
 */
final class NativeLibrary {

  /** XGBoost's own way, which can be told that the library is there but not where it is. */
  private static final String LOADER = "ml.dmlc.xgboost4j.java.NativeLibLoader";

  private static boolean sought;

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
      seek();
      return call.call();
    } catch (LinkageError e) {
      throw refusal(e);
    }
  }

  @SuppressWarnings("restricted") // it is the library of the jar beside
  private static synchronized void seek() {
    if (sought) {
      return;
    }
    try {
      URI jar = DMatrix.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      Path library = Path.of(jar).resolveSibling(System.mapLibraryName("xgboost4j"));
      if (Files.exists(library)) {
        System.load(library.toString());
        Field initialized = Class.forName(LOADER).getDeclaredField("initialized");
        initialized.setAccessible(true);
        initialized.setBoolean(null, true);
      }
    } catch (URISyntaxException | ReflectiveOperationException e) {
      throw new IllegalStateException("this version of XGBoost loads its library otherwise", e);
    }
    sought = true;
  }

  static UserError refusal(LinkageError failure) {
    return MissingLibrary.refusal(
        "XGBoost", "Linux and macOS on x86-64 and ARM64, and Windows on x86-64", failure);
  }
}
