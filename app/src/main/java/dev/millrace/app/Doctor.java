package dev.millrace.app;

import dev.millrace.core.error.UserError;
import dev.millrace.training.lightgbm.LightgbmTrainer;
import dev.millrace.training.xgboost.XgboostTrainer;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Examines whether this machine has what Millrace needs; each check tries the thing itself. */
public final class Doctor {

  private static final long ENOUGH_DISK_BYTES = 1L << 30;
  private static final long ENOUGH_MEMORY_BYTES = 2L << 30;

  private Doctor() {}

  /**
   * @param found what there is, or what went wrong
   * @param remedy what to do, if it is not well
   */
  public record Check(String name, boolean well, String found, Optional<String> remedy) {

    static Check good(String name, String found) {
      return new Check(name, true, found, Optional.empty());
    }

    static Check bad(String name, String found, String remedy) {
      return new Check(name, false, found, Optional.of(remedy));
    }
  }

  /**
   * @param environment of the process, by name
   */
  public static List<Check> examine(Path home, Map<String, String> environment) {
    return Stream.<Supplier<Check>>of(
            Doctor::java,
            Doctor::memory,
            () -> disk(home),
            () -> home(home, environment),
            () -> database("SQLite (what happened)", "jdbc:sqlite::memory:"),
            () -> database("DuckDB (data)", "jdbc:duckdb:"),
            () -> library("XGBoost", new XgboostTrainer()::load, "use LightGBM"),
            () -> library("LightGBM", new LightgbmTrainer()::load, "use XGBoost"),
            () -> new DoctorSurroundings(home, environment).containers(),
            () -> new DoctorSurroundings(home, environment).database(),
            () -> new DoctorSurroundings(home, environment).secrets())
        .map(Supplier::get)
        .toList();
  }

  private static Check java() {
    Runtime.Version version = Runtime.version();
    String found = version + " at " + System.getProperty("java.home");
    return version.feature() >= 25
        ? Check.good("Java", found)
        : Check.bad("Java", found, "install a JDK 25 or newer and set MILLRACE_JAVA_HOME to it");
  }

  private static Check memory() {
    long bytes =
        java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system
            ? system.getTotalMemorySize()
            : Runtime.getRuntime().maxMemory();
    String found =
        gibibytes(bytes) + ", " + Runtime.getRuntime().availableProcessors() + " processors";
    return bytes >= ENOUGH_MEMORY_BYTES
        ? Check.good("Memory", found)
        : Check.bad(
            "Memory",
            found,
            "training on a million rows wants 2 GiB; use fewer spans, or a larger machine");
  }

  private static Check disk(Path home) {
    try {
      FileStore store = Files.getFileStore(nearestExisting(home));
      long free = store.getUsableSpace();
      String found = gibibytes(free) + " free on " + store.name();
      return free >= ENOUGH_DISK_BYTES
          ? Check.good("Disk", found)
          : Check.bad("Disk", found, "free some space, or choose another disk with --home");
    } catch (IOException e) {
      return Check.bad(
          "Disk", "cannot be asked: " + e.getMessage(), "choose another directory with --home");
    }
  }

  private static Check home(Path home, Map<String, String> environment) {
    Path where = home.toAbsolutePath().normalize();
    if (!Files.exists(where)) {
      return Files.isWritable(nearestExisting(where))
          ? Check.good("Home", where + ", to be made by the first run")
          : Check.bad(
              "Home", where + " cannot be made", "choose a directory you may write to with --home");
    }
    try (App app = App.open(where, environment, java.time.Clock.systemUTC())) {
      return Check.good("Home", where + ", " + app.describe());
    } catch (UserError e) {
      return Check.bad(
          "Home", String.valueOf(e.getMessage()), e.hint().orElse("choose another with --home"));
    }
  }

  private static Check database(String name, String url) {
    try (Connection connection = DriverManager.getConnection(url)) {
      return Check.good(name, connection.getMetaData().getDatabaseProductVersion());
    } catch (SQLException | LinkageError e) {
      return Check.bad(
          name,
          "does not start: " + e.getMessage(),
          "its native library is unpacked to the temporary directory, which must allow that: try -Djava.io.tmpdir");
    }
  }

  private static Check library(String trainer, Runnable load, String otherwise) {
    String name = trainer + " (training)";
    try {
      load.run();
      return Check.good(name, "loads");
    } catch (UserError e) {
      return Check.bad(name, String.valueOf(e.getMessage()), e.hint().orElse(otherwise));
    }
  }

  private static Path nearestExisting(Path path) {
    Path there = path.toAbsolutePath().normalize();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there;
  }

  private static String gibibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }
}
