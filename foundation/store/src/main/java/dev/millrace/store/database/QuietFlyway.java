package dev.millrace.store.database;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;

/** Keeps Flyway from talking on standard error; what goes wrong arrives as an exception. */
public final class QuietFlyway implements LogCreator {
  @Override
  public Log createLogger(Class<?> forClass) {
    return new Silence();
  }

  private static final class Silence implements Log {
    @Override
    public void debug(String message) {}

    @Override
    public void info(String message) {}

    @Override
    public void warn(String message) {}

    @Override
    public void error(String message) {}

    @Override
    public void error(String message, Exception e) {}

    @Override
    public void notice(String message) {}
  }
}
