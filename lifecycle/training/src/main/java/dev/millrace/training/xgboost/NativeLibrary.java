package dev.millrace.training.xgboost;

import dev.millrace.core.error.UserError;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** XGBoost's native library, which needs the OpenMP runtime of the machine. */
final class NativeLibrary {

  private NativeLibrary() {}

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

  /** What to tell of a failure to load: its innermost cause names the missing library. */
  static UserError refusal(LinkageError failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    UserError error =
        UserError.failure(
            "XGBoost's native library cannot be loaded on "
                + System.getProperty("os.name")
                + " "
                + System.getProperty("os.arch")
                + ": "
                + cause.getMessage());
    return error.causedBy(failure).hint(remedy(String.valueOf(cause.getMessage())));
  }

  private static String remedy(String message) {
    if (message.contains("libgomp")) {
      return "install the OpenMP runtime: 'apt-get install libgomp1' or 'dnf install libgomp'";
    }
    if (message.contains("libomp")) {
      return "install the OpenMP runtime: 'brew install libomp'";
    }
    return "XGBoost supports Linux and macOS on x86-64 and ARM64, and Windows on x86-64, with a"
        + " temporary directory that allows execution (-Djava.io.tmpdir)";
  }
}
