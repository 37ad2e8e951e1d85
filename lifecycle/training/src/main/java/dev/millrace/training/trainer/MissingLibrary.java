package dev.millrace.training.trainer;

import dev.millrace.core.error.UserError;

/** What to tell of a native library that cannot be loaded. */
public final class MissingLibrary {

  private MissingLibrary() {}

  /**
   * An error that says what is missing: the innermost cause of the failure names it.
   *
   * @param library whose it is
   * @param platforms those that it supports
   */
  public static UserError refusal(String library, String platforms, Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    UserError error =
        UserError.failure(
            library
                + "'s native library cannot be loaded on "
                + System.getProperty("os.name")
                + " "
                + System.getProperty("os.arch")
                + ": "
                + cause.getMessage());
    String supported =
        library
            + " supports "
            + platforms
            + ", with a temporary directory that allows execution (-Djava.io.tmpdir)";
    return error.causedBy(failure).hint(remedy(String.valueOf(cause.getMessage()), supported));
  }

  private static String remedy(String message, String supported) {
    if (message.contains("libgomp")) {
      return "install the OpenMP runtime: 'apt-get install libgomp1' or 'dnf install libgomp'";
    }
    if (message.contains("libomp")) {
      return "install the OpenMP runtime: 'brew install libomp'";
    }
    return supported;
  }
}
